"""Countries are named as the governments name them, in ten languages."""

import pytest

from cms.countries import ASEAN, MEMBERS, country_choices, country_name, is_country
from cms.languages import DATA_LANGUAGES


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("VN", "en", "Viet Nam"),
        ("LA", "en", "Lao PDR"),
        ("TW", "en", "Chinese Taipei"),
        ("VN", "zh", "越南"),
        ("VN", "zh-hans", "越南"),
        ("TH", "th", "ไทย"),
        ("KH", "km", "កម្ពុជា"),
    ],
)
def test_a_country_is_named_in_the_readers_language(code, language, name):
    assert country_name(code, language) == name


def test_every_member_has_a_name_in_every_language():
    for language in DATA_LANGUAGES:
        assert all(country_name(code, language) != code for code in MEMBERS)


def test_members_of_asean_and_china_come_first_in_a_choice():
    assert {code for code, _ in country_choices()[:12]} == {*ASEAN, "CN"}


@pytest.mark.parametrize(
    ("code", "known"), [("VN", True), ("NORDIC", True), ("Q1", False), ("", False), ("001", False)]
)
def test_only_codes_of_countries_are_countries(code, known):
    assert is_country(code) is known
