"""How each article came by its report: outlet, publisher family, origin, citations and copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from claimcheck.articles.boilerplate import own_words
from claimcheck.articles.citations import cited_names
from claimcheck.articles.duplicates import copy_groups
from claimcheck.articles.outlets import Directory, directory, reads_like_outlet, same_outlet
from claimcheck.records import Article, Provenance

_MAX_CHARS = 200_000  # citations are looked for in this much of an article


def provenance_of(
    articles: Iterable[Article], *, families: Mapping[str, str] | None = None, family_file: Path | None = None
) -> tuple[Provenance, ...]:
    """The provenance of each article, in the order given, judged within the batch.

    Outlets come out by their usual names ("nytimes.com" and "NYT" as The New York Times); `Article.outlet` stays as
    it was given. `families` adds owners to the bundled ones (outlet to owner), `family_file` a whole file of them.
    """
    articles = list(articles)
    known = directory(family_file)
    owners = {known.canonical(outlet): owner for outlet, owner in (families or {}).items()}
    groups = copy_groups(articles)
    present = {known.canonical(article.outlet) for article in articles if article.outlet}
    find = _finder(known, present)
    result = []
    for article in articles:
        outlet = known.canonical(article.outlet) if article.outlet else None
        origin = known.canonical(article.origin) if article.origin else None
        if origin and same_outlet(origin, outlet):
            origin = None
        result.append(
            Provenance(
                article_id=article.id,
                outlet=outlet,
                family=(owners.get(outlet) or known.owner(outlet)) if outlet else None,
                origin=origin,
                cites=_cites(article, outlet, find),
                copy_group=groups[article.id],
            )
        )
    return tuple(result)


def _finder(known: Directory, present: Iterable[str]) -> Callable[[str], str | None]:
    """Looks a name up among known outlets, those of the batch, and names of a newspaper's form."""
    batch = {outlet.removeprefix("The ").casefold(): outlet for outlet in present}

    def find(name: str) -> str | None:
        plain = name.removeprefix("the ").removeprefix("The ")
        found = known.find(name) or batch.get(plain.casefold())
        if found is None and reads_like_outlet(plain):
            found = plain
        return found

    return find


def _cites(article: Article, outlet: str | None, find: Callable[[str], str | None]) -> tuple[str, ...]:
    text = article.text[:_MAX_CHARS]
    found: dict[str, None] = {}
    for span in own_words(text, (part for part in article.boilerplate if part.end <= len(text))):
        for name in cited_names(span.of(text), find):
            if not same_outlet(name, outlet):
                found.setdefault(name)
    return tuple(found)
