"""The shipped facts of the alliance as the core's values, without a database."""

import json
from pathlib import Path

from cms.label_parties import Issuer, scheme_of_party
from matching.core.alliance import Agreement, Criteria, Party, Scheme
from matching.core.recognition import RecognitionGraph

DATA = Path(__file__).parents[3] / "data"
RECOGNISE_NOTHING = {"cn-de-2006", "sg-au-2022", "sg-in-2025", "cn-kh-2018", "cn-sg", "scp-outreach"}
# Which of our groups the sources' own words name, as far as the tests need them.
NAMED = {
    "cn-jp-2005": {"digital-duplicators"},
    "cn-jp-kr-criteria": {
        "computers",
        "imaging-equipment",
        "projectors",
        "stationery",
        "paints",
        "furniture",
    },
    "jp-nordic-2002": {"imaging-equipment"},
    "jp-nz-2005": {"imaging-equipment"},
    "jp-th-2014": {"imaging-equipment"},
    "jp-th-2017": {"projectors"},
    "jp-sg-2023": {"projectors"},
    "jp-sg-2024a": {"imaging-equipment"},
    "jp-sg-2024b": {"flooring", "carpets"},
    "jp-sg-2025": {"imaging-equipment"},
    "kr-au": {"compostable"},
    "kr-jp": {"imaging-equipment"},
}


def _read(name):
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def shipped_graph():
    schemes = tuple(
        Scheme(
            slug=s["id"],
            name=s["name_en"] or "",
            country=s["country_iso2"] or ("NORDIC" if s["country"] == "Nordic countries" else ""),
            body=s["issuing_body"] or "",
            region=s["region_group"],
            exists=s["name_en"] is not None,
        )
        for s in _read("label-schemes")
    )
    criteria = [
        Criteria(c["scheme"], c["group"], confirmed=c["basis"] != "memory") for c in _read("label-coverage")
    ]
    issuers = [Issuer(s.slug, s.country, s.body) for s in schemes if s.exists]
    return RecognitionGraph(schemes, criteria, [_agreement(a, issuers) for a in _read("mutual-recognition")])


def _agreement(data, issuers):
    bodies = data["bodies"]
    return Agreement(
        code=data["id"],
        parties=tuple(
            Party(country, body, scheme_of_party(country, body, issuers))
            for country, body in zip(data["parties"], bodies * len(data["parties"]), strict=False)
        ),
        kind=data["kind"],
        recognises=data["id"] not in RECOGNISE_NOTHING,
        year=data["year"],
        signed_on=data["date"] or "",
        groups=frozenset(NAMED.get(data["id"], ())),
        scope=tuple(data["product_groups"]),
        detail=data["detail"] or "",
    )
