"""Outlets and agencies by whatever name: "NYT", "The New York Times" and "www.nytimes.com" are one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from claimcheck.errors import UsageError

_DOMAIN = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:[:/?#].*)?", re.IGNORECASE)
_LEGAL = re.compile(r"[\s,]+(?:L\.?P|LLC|Ltd|Limited|Inc|PLC|GmbH|Co|Corp|Corporation)\.?$", re.IGNORECASE)
_PAPER_WORDS = frozenset(
    "Times Post Journal News Herald Tribune Gazette Courier Chronicle Telegraph Observer Examiner Dispatch Inquirer "
    "Mirror Globe Bulletin Courant Register Sentinel Ledger Press Agency Television Radio TV Magazine Shimbun Daily "
    "Newspaper Guardian Independent Argus Echo Record Standard Wire Monitor".split()
)
_NO_NAME = frozenset(
    "As On In At By For If But And When While After Local The A An This That These Our Your Their".split()
)


@dataclass(frozen=True)
class Directory:
    """Known outlets: `names` from each form of a name to the usual one, `owners` from that to its owner."""

    names: Mapping[str, str]
    owners: Mapping[str, str]
    agencies: frozenset[str]

    def find(self, name: str) -> str | None:
        """The usual name of a known outlet, by any of its names or addresses; None where it is not known."""
        if host := host_of(name):
            labels = host.split(".")
            hosts = (".".join(labels[first:]) for first in range(len(labels) - 1))
            return next((self.names[host] for host in hosts if host in self.names), None)
        plain = _key(name)
        found = self.names.get(plain)
        if found is not None and len(plain) <= 4 and plain in self._short and not name.isupper():
            return None  # "ap" or "spa" is a word; "AP" and "SPA" are agencies
        return found

    @cached_property
    def _short(self) -> frozenset[str]:
        return frozenset(_key(name) for name in self.agencies_short())

    def agencies_short(self) -> Iterator[str]:
        """Agencies' names of up to four letters, which are matched in capitals only."""
        return (key for key, name in self.names.items() if len(key) <= 4 and name in self.agencies)

    def canonical(self, name: str) -> str:
        """The usual name of an outlet; an unknown address gives its registered domain, an unknown name itself."""
        found = self.find(name)
        if found is not None:
            return found
        if host := host_of(name):
            return _registered(host)
        return _LEGAL.sub("", " ".join(name.split()))

    def owner(self, name: str) -> str | None:
        """The publisher family of an outlet, where known."""
        return self.owners.get(self.find(name) or "")

    def is_agency(self, name: str) -> bool:
        """Whether it is a news agency, whose reports others carry."""
        return self.find(name) in self.agencies


def directory(extra: Path | None = None) -> Directory:
    """The directory that comes with claimcheck, extended by a file of the same form as `families.toml`.

    Raises UsageError where that file cannot be read or has another form.
    """
    if extra is None:
        return _bundled()
    try:
        return _extended(_bundled(), extra.read_text("utf-8"))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{extra}: not a file of publisher families ({error}); see docs/formats.md"
        ) from error


@lru_cache(maxsize=1)
def _bundled() -> Directory:
    here = files("claimcheck.articles")
    agencies = tomllib.loads(here.joinpath("agencies.toml").read_text("utf-8"))["agency"]
    names = {_form(form): agency["name"] for agency in agencies for form in (agency["name"], *agency["also"])}
    known = Directory(names, {}, frozenset(agency["name"] for agency in agencies))
    return _extended(known, here.joinpath("families.toml").read_text("utf-8"))


def _extended(known: Directory, text: str) -> Directory:
    names, owners = dict(known.names), dict(known.owners)
    for family in tomllib.loads(text)["family"]:
        for outlet, *forms in family["outlets"]:
            owners[outlet] = str(family["owner"])
            for form in (outlet, *forms):
                names[_form(form)] = outlet
    return Directory(names, owners, known.agencies)


def canonical_outlet(name: str) -> str:
    """The usual name of an outlet, whatever it is called.

    >>> canonical_outlet("www.nytimes.com"), canonical_outlet("Reuters")
    ('The New York Times', 'Reuters')
    """
    return directory().canonical(name)


def same_outlet(one: str | None, other: str | None) -> bool:
    """Whether two names are of one outlet; unknown is not the same as unknown."""
    if not one or not other:
        return False
    return _key(canonical_outlet(one)) == _key(canonical_outlet(other))


def reads_like_outlet(name: str) -> bool:
    """Whether a name that is not known has the form of a newspaper's, agency's or station's."""
    words = name.removeprefix("The ").split()
    if len(words) < 2 or words[-1] not in _PAPER_WORDS or words[0] in _NO_NAME or "and" in words:
        return False
    return words[0][0].isupper()


def host_of(name: str) -> str | None:
    """The host of an address, without www; None where it is a name and no address. An archived page gives its own.

    >>> host_of("http://web.archive.org/web/2015/http://q13fox.com/a/")
    'q13fox.com'
    """
    name = name.strip()
    if archived := re.match(r"https?://web\.archive\.org/web/\w+/(.+)", name):
        name = archived[1]
    match = _DOMAIN.fullmatch(name)
    return match[1].lower().removeprefix("www.") if match else None


@lru_cache(maxsize=4096)
def _registered(host: str) -> str:
    from tld import get_fld

    return get_fld(host, fix_protocol=True, fail_silently=True) or host


def _form(name: str) -> str:
    return host_of(name) or _key(name)


def _key(name: str) -> str:
    plain = _LEGAL.sub("", name.strip()).casefold().replace("&", "and")
    return re.sub(r"[^\w]+", "", plain.removeprefix("the "))
