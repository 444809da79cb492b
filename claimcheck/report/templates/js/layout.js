// Where the claims of a cluster stand: linked ones draw together, all push apart. The same picture every time.
function layout(nodes, links) {
  const size = nodes.length;
  if (size === 1) return [[0, 0]];
  // Positions start side by side, so that the two sides of a dispute end up left and right.
  const spots = nodes.map((node, index) => {
    const angle = (2 * Math.PI * index) / size, ring = 20 + 5 * Math.sqrt(size);
    return [Math.cos(angle) * ring + (node.position % 6) * 160, Math.sin(angle) * ring];
  });
  const middle = spots.reduce((sum, spot) => sum + spot[0], 0) / size;
  for (const spot of spots) spot[0] -= middle;
  const at = new Map(nodes.map((node, index) => [node.claim, index]));
  const springs = links.filter(([a, b]) => at.has(a) && at.has(b)).map(([a, b, relation]) =>
    [at.get(a), at.get(b), relation === "contradicts" || relation === "denies" ? 130 : 48]);
  const rounds = size > 120 ? 60 : 180;
  for (let turn = 0; turn < rounds; turn++) {
    const heat = 8 * (1 - turn / rounds), push = spots.map(() => [0, 0]);
    for (let i = 0; i < size; i++) {
      for (let j = i + 1; j < size; j++) {
        const dx = spots[i][0] - spots[j][0] || 0.01 * (i - j), dy = spots[i][1] - spots[j][1];
        const far = dx * dx + dy * dy + 1, same = nodes[i].position === nodes[j].position ? 1 : 1.8;
        const force = (900 * same) / far;
        push[i][0] += dx * force / Math.sqrt(far); push[i][1] += dy * force / Math.sqrt(far);
        push[j][0] -= dx * force / Math.sqrt(far); push[j][1] -= dy * force / Math.sqrt(far);
      }
    }
    for (const [i, j, rest] of springs) {
      const dx = spots[j][0] - spots[i][0], dy = spots[j][1] - spots[i][1], length = Math.hypot(dx, dy) || 1;
      const force = 0.06 * (length - rest);
      push[i][0] += (dx / length) * force; push[i][1] += (dy / length) * force;
      push[j][0] -= (dx / length) * force; push[j][1] -= (dy / length) * force;
    }
    spots.forEach((spot, i) => {
      const [px, py] = push[i], length = Math.hypot(px, py) || 1, step = Math.min(length, heat);
      spot[0] += (px / length) * step - spot[0] * 0.01;
      spot[1] += (py / length) * step - spot[1] * 0.01;
    });
  }
  return spots;
}

// Islands side by side in rows, the page's shape.
function pack(islands) {
  const boxes = islands.map(({ spots }) => {
    const xs = spots.map((spot) => spot[0]), ys = spots.map((spot) => spot[1]);
    return { x: Math.min(...xs) - 26, y: Math.min(...ys) - 26,
      width: Math.max(...xs) - Math.min(...xs) + 52, height: Math.max(...ys) - Math.min(...ys) + 52 };
  });
  const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
  const wide = Math.max(Math.sqrt(area * 1.7), ...boxes.map((box) => box.width));
  let x = 0, y = 0, row = 0, right = 0;
  boxes.forEach((box, index) => {
    if (x > 0 && x + box.width > wide) { x = 0; y += row; row = 0; }
    for (const spot of islands[index].spots) { spot[0] += x - box.x; spot[1] += y - box.y; }
    x += box.width; row = Math.max(row, box.height); right = Math.max(right, x);
  });
  return { width: Math.max(right, 60), height: Math.max(y + row, 60) };
}
