"""The sources' own words for a sector, as codes of the vocabulary.

Read through by hand. A word stands here only where it names the code's subject and nothing else; a word that could
mean several sectors ('industry', 'energy', 'agriculture') gets the medium it surely touches, or nothing. The word
itself is kept on the need and shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of the vocabulary that a word stands for."""

    media: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


_WORDS = {
    "air quality": Codes(media=("air",)),
    "air quality monitoring": Codes(media=("air", "monitoring")),
    "coast": Codes(sectors=("coast-marine",)),
    "disaster": Codes(sectors=("disaster-risk",)),
    "early warning": Codes(media=("monitoring",), sectors=("disaster-risk",)),
    "energy": Codes(media=("climate",)),
    "energy efficiency": Codes(media=("climate",)),
    "forest": Codes(media=("nature",), sectors=("forestry",)),
    "forest and land": Codes(media=("nature",), sectors=("forestry",)),
    "forest and peat": Codes(media=("nature",), sectors=("forestry",)),
    "industrial wastewater": Codes(media=("water",)),
    "industry energy efficiency": Codes(media=("climate",)),
    "marine litter": Codes(media=("waste",), sectors=("coast-marine",)),
    "methane": Codes(media=("climate",)),
    "mining": Codes(sectors=("mining",)),
    "remediation": Codes(media=("soil",)),
    "solid waste": Codes(media=("waste",)),
    "transport": Codes(sectors=("transport",)),
    "urban": Codes(sectors=("buildings",)),
    "waste": Codes(media=("waste",)),
    "waste-to-energy": Codes(media=("waste", "climate")),
    "wastewater": Codes(media=("water",)),
    "wastewater reuse": Codes(media=("water", "resources")),
    "water": Codes(media=("water",)),
    "water quality": Codes(media=("water",)),
    "water resources": Codes(media=("water",)),
    "water supply": Codes(media=("water",)),
    "wetlands": Codes(media=("nature",)),
}

# What the sector's word leaves open, and the need's own title, problem or technologies say in so many words.
_NEEDS = {
    "vn-tna-a-agr-1": Codes(sectors=("crops",)),
    "vn-tna-a-agr-2": Codes(sectors=("crops",)),
    "vn-tna-a-agr-3": Codes(sectors=("crops",)),
    "vn-tna-a-wat-1": Codes(sectors=("households",)),
    "vn-tna-m-agr-1": Codes(sectors=("livestock",)),
    "vn-tna-m-agr-2": Codes(sectors=("livestock",)),
    "vn-tna-m-agr-3": Codes(sectors=("crops",)),
    "kh-tna-a-wat-1": Codes(sectors=("rural-water", "households")),
    "kh-tna-m-ee-2": Codes(sectors=("households",)),
    "id-tna-a-wat-2": Codes(sectors=("households",)),
    "id-tna-a-agr-1": Codes(sectors=("livestock",)),
    "id-tna-m-wst-1": Codes(sectors=("municipal-waste",)),
    "la-tap-a-5": Codes(sectors=("livestock",)),
    "la-tap-a-8": Codes(sectors=("crops",)),
    "vn-ctcn-esco-cement": Codes(media=("climate",), sectors=("cement",)),
    "vn-ctcn-rice-waste": Codes(sectors=("crops",)),
    "kh-sez-tna": Codes(sectors=("industrial-parks",)),
    "kh-cooling": Codes(sectors=("buildings",)),
    "kh-wastewater": Codes(sectors=("municipal-water",)),
    "kh-sihanoukville-water": Codes(sectors=("municipal-water",)),
    "kh-phnompenh-landfill": Codes(sectors=("municipal-waste",)),
    "la-vte-waste": Codes(sectors=("municipal-waste",)),
    "la-vangvieng": Codes(sectors=("municipal-waste",)),
    "mekong-rural-water": Codes(sectors=("rural-water",)),
    "mm-rakhine-water": Codes(sectors=("rural-water",)),
    "mm-mandalay-waste": Codes(sectors=("municipal-waste",)),
    "mm-dewats": Codes(sectors=("municipal-water",)),
    "vn-hanoi-waste": Codes(sectors=("municipal-waste",)),
    "th-sugarcane": Codes(sectors=("crops",)),
    "th-residues": Codes(sectors=("crops",)),
    "my-msw": Codes(sectors=("municipal-waste",)),
    "my-pome": Codes(sectors=("palm-oil",)),
    "my-pome-cost": Codes(sectors=("palm-oil",)),
    "id-sdgmap-waste": Codes(sectors=("municipal-waste", "households")),
    "id-asgm": Codes(sectors=("asgm",)),
    "id-asgm-undp": Codes(sectors=("asgm",)),
    "id-citarum": Codes(sectors=("textile",)),
    "ph-septage": Codes(sectors=("municipal-water",)),
    "ph-nssmp": Codes(sectors=("municipal-water",)),
    "ph-manilabay": Codes(sectors=("municipal-water",)),
    "ph-asgm": Codes(sectors=("asgm",)),
}


def codes_for(need_id: str, sector: str) -> Codes:
    """Codes for a need of the data, from its sector's words (``solid waste / energy``) and from the need itself."""
    found = [_WORDS[word] for part in sector.split("/") if (word := part.strip()) in _WORDS]
    found += [_NEEDS[need_id]] if need_id in _NEEDS else []
    return Codes(
        media=tuple(dict.fromkeys(code for codes in found for code in codes.media)),
        sectors=tuple(dict.fromkeys(code for codes in found for code in codes.sectors)),
    )
