"""Article ids: the input's own, else a hash of what makes an article itself."""

from __future__ import annotations

import hashlib
import json

from claimcheck.articles.raw import RawArticle


def content_hash(article: RawArticle) -> str:
    """16 hex digits over outlet, url, title and text as the input gives them.

    Inferred fields stay out, so that better inference in a later version does not rename what is stored.
    """
    parts = [article.outlet, article.url, article.title, article.text]
    packed = json.dumps(
        parts, ensure_ascii=True, separators=(",", ":")
    )  # ASCII, so that any text can be hashed
    return hashlib.sha256(packed.encode("ascii")).hexdigest()[:16]
