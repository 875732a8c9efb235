"""Names that are one name in two forms, with their score, and near names of different people."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.evidence.names import SAME_NAME
from macros.reconcile.likeness import COSTS, Difference, likeness
from macros.reconcile.linking import forms
from macros.reconcile.names import named
from macros.records.entity import Entity

PEOPLE = [
    # order, case, commas, accents, apostrophes and dashes
    ("Ivo Karelin", "KARELIN, Ivo", 1),
    ("Ivo Karelin", "KARELIN Ivo", 1),
    ("Ivo Karelin", "karelin ivo", 1),
    ("Kim Tong Myong", "KIM, Tong-Myo'ng", 1),
    ("Kim Tong Myong", "TONG MYONG KIM", 1),
    ("Kim Ch’o’l-su", "KIM, Chol Su", 1),
    ("Jörg Größer", "GROSSER, Jorg", 1),
    ("María José Peña", "PENA, Maria Jose", 1),
    ("Kim Yongchol", "KIM, Yong Chol", 0.98),
    # transliterations
    ("Ashot Karchyan", "KARCYAN, Asot", 0.97),
    ("Yevgeny Karelin", "Evgenii KARELIN", 0.97),
    ("Yevgeny Karelin", "Jewgeni Karelin", 0.97),
    ("Vyacheslav Karelin", "Viatcheslav KARELINE", 0),
    ("Vyacheslav Karelin", "Viatcheslav KARELIN", 0.97),
    ("Sergei Zhukhov", "ŽUHOV, Sergej", 0.97),
    ("Pyotr Solovyov", "SOLOVEV, Petr", 0.97),
    ("Ri Je Son", "Ri Che-son", 0.97),
    ("Lim Yong-hyeok", "RIM, Yong Hyok", 0.97),
    ("Pak Bong Nam", "Bak Pong-nam", 0.97),
    ("Jo Yong Won", "Cho Yongwon", 0.95),
    # other scripts
    ("Евгений Карелин", "KARELIN, Yevgeniy", 0.95),
    ("Карелин Евгений Викторович", "Yevgeniy Viktorovich KARELIN", 0.95),
    ("림용혁", "RIM, Yong Hyok", 0.95),
    ("Գոհար Սարյան", "Gohar Saryan", 0.98),
    # what one form has to spare
    ("Ivo Karelin", "KARELIN, Ivo Viktorovich", 0.94),
    ("Ivo Karelin", "KARELIN, Ivo V.", 0.94),
    ("Ivo Karelin", "KARELIN Ivo Viktor oglu", 0),
    ("Ivo Karelin", "KARELIN, Ivo Viktorovic", 0.94),
    ("Yevgeny Karelin", "KARELIN, Evgeniy Viktorovich", 0.91),
    ("Ann Roe (captain)", "ROE, Ann", 0.95),
    # vowels and slips
    ("Aleksandr Karelin", "Alexander KARELIN", 0.92),
    ("Ivo Konstantinov", "KONSTATNINOV, Ivo", 0.9),
    ("Ivo Konstantinov", "KONSTANTTINOV, Ivo", 0.97),
    ("Ivo Konstantinov", "KONSTANITINOV, Ivo", 0.92),
]
OTHER_PEOPLE = [
    ("Kim Yong Chol", "KIM, Yong Chul"),
    ("Kim Yong Chol", "KIM, Yong Chon"),
    ("Kim Yong Chol", "KIM, Yong Ho"),
    ("Kim Yong Chol", "KIM, Yong"),
    ("Kim Yong", "KIM, Yong Chol"),
    ("Kim Il Song", "KIM, Song Il"),
    ("KIM, Song Il", "SONG, Il Kim"),
    ("Ri Hong Sop", "RI, Hong Su"),
    ("Ra Kyong Su", "RA, Kyong Sun"),
    ("Choe Chun Sik", "CHOE, Chun Il"),
    ("Jang Song Chol", "JANG, Song Nam"),
    ("Jang Song Chol", "Yang Song Chol"),
    ("Ivo Karelin", "KARELIN, Ivan"),
    ("Ivo Karelin", "KARELINA, Iva"),
    ("Sergei Karelin", "KARELINA, Sergei"),
    ("Aleksandr Karelin", "KARELIN, Aleksandra"),
    ("Aleksandr Karelin", "KARELINA, Aleksandra"),
    ("Ivo Karelin", "KARELIN, Oleg"),
    ("Ivo Viktorovich Karelin", "KARELIN, Ivo Sergeevich"),
    ("Ivo Viktorovich", "ABRAMOVICH, Ivo Viktorovich"),
    ("Roman Abramov", "ABRAMOVICH, Roman"),
    ("Dmitri Petrov", "PETROVSKY, Dmitri"),
    ("Dmitri Petrov", "PETRENKO, Dmitri"),
    ("Maksim Marinov", "MARIKOV, Maksim"),
    ("Maksim Karimov", "KASIMOV, Maksim"),
    ("Oleg Sokolov", "SOBOLEV, Oleg"),
    ("Oleg Semenov", "SIMONOV, Oleg"),
    ("Andrei Kondratenko", "KONDRATENKOV, Andrei"),
    ("Martin Holub", "MARTINEZ, Holub"),
    ("John Karby", "KARBY, John Patrick"),
    ("Ann Roe", "ROE, Anna"),
    ("Ann Roe", "ROE, Ann Marie"),
    ("Ann Roe", "ROE-DOE, Ann"),
    ("Ann Roe", "ROE"),
    ("Roe", "ROE"),
    ("Ann", "ROE, Ann"),
    ("Paul Balmer", "PALMER, Paul"),
    ("Ian Rogan", "LOGAN, Ian"),
    ("Dina Lind", "RIND, Tina"),
    ("Ann Roe (captain)", "ROE, Ann (officer)"),
    ("Muhammad Ali Hassan", "ALI HASSAN, Mahmud"),
    ("Евгений Карелин", "KARELIN, Yevgeniya"),
    ("Zhang Wei", "ZHENG, Wei"),
    ("Li Na", "LI, Nan"),
    ("", "ROE, Ann"),
    ("!!!", "???"),
]
BODIES = [
    ("Azure Shipping", "AZURE SHIPPING LLC", 0.98),
    ("Azure Shipping Co., Ltd.", "AZURE SHIPPING COMPANY LIMITED", 1),
    ("Azure Shipping LLC", "Limited Liability Company Azure Shipping", 1),
    ("PJSC AzureContainer", "PUBLIC JOINT STOCK COMPANY AZURE CONTAINER", 0.98),
    ("Azure s.r.o.", "AZURE SRO", 0.97),
    ("ООО «Лазурь Шиппинг»", "LAZUR SHIPPING OOO", 0.98),
    ("The Azure and Grey Bank", "AZURE & GREY BANK", 1),
    ("Vostok Stevedoring Company", "VOSTOK STEVEDORE LIMITED LIABILITY COMPANY", 0.9),
    ("Vostochnaya Shipping", "VOSTOCHNAIA SHIPPING", 0.97),
    ("Azure Trading (Norland)", "AZURE TRADING", 0.95),
    ("Grey Heron", "GREY HERON", 1),
    ("Heron", "HERON", 0.97),
    ("Heron-1", "HERON 1", 1),
]
OTHER_BODIES = [
    ("Korea Ryongbong Trading", "KOREA RYONGSONG TRADING CORPORATION"),
    ("Korea Taesong Trading Company", "KOREA DAESONG GENERAL TRADING CORPORATION"),
    ("Azure Shipping", "AZURE TRADING"),
    ("Azure Shipping", "AZURE SHIPPING AND TRADING"),
    ("Azure Shipping LLC", "Grey Shipping LLC"),
    ("Azure Bank", "BANK AZURE OF NORLAND"),
    ("Azure Trading (Norland)", "AZURE TRADING (SUDMARK)"),
    ("Office 39", "OFFICE 38"),
    ("Bureau 39", "BUREAU 399"),
    ("Heron", "HERO"),
    ("Heron 1", "HERON 7"),
    ("Heron", "HERONE"),
    ("Heron", "GREY HERON"),
    ("Lady R", "LADY M"),
    ("KPA", "KPA"),
    ("First Machinery Trading", "THIRD MACHINERY TRADING"),
    ("Private Military Company 'Heron'", "HERON GROUP"),
    ("Company Ltd", "LLC Corporation"),
    ("Vostochnaya Shipping", "VOSTOCHNYY SHIPPING"),
    ("Kwangson Bank", "KWANGSONG BANK"),
]


@pytest.mark.parametrize(("one", "other", "score"), PEOPLE)
def test_people_of_one_name(one: str, other: str, score: float) -> None:
    assert likeness(named(one, True), named(other, True), person=True) == score
    assert likeness(named(other, True), named(one, True), person=True) == score


@pytest.mark.parametrize(("one", "other"), OTHER_PEOPLE)
def test_people_of_near_names(one: str, other: str) -> None:
    assert likeness(named(one, True), named(other, True), person=True) == 0
    assert likeness(named(other, True), named(one, True), person=True) == 0


@pytest.mark.parametrize(("one", "other", "score"), BODIES)
def test_bodies_and_ships_of_one_name(one: str, other: str, score: float) -> None:
    assert likeness(named(one, False), named(other, False), person=False) == score
    assert likeness(named(other, False), named(one, False), person=False) == score


@pytest.mark.parametrize(("one", "other"), OTHER_BODIES)
def test_bodies_and_ships_of_near_names(one: str, other: str) -> None:
    assert likeness(named(one, False), named(other, False), person=False) == 0
    assert likeness(named(other, False), named(one, False), person=False) == 0


def test_what_is_alike_is_looked_at() -> None:
    """The quick look, which spares the slow one, loses nothing of the tables."""
    for person, pairs in ((True, PEOPLE), (False, BODIES)):
        for one, other, score in pairs:
            mine, theirs = named(one, person), named(other, person)
            assert not score or (mine.keys & theirs.keys and mine.may_be(theirs)), one


def test_every_difference_has_its_cost_and_none_is_free() -> None:
    assert set(COSTS) == set(get_args(Difference))
    assert all(0 < cost <= 100 - SAME_NAME * 100 for cost in COSTS.values())


NAMES = st.sampled_from(
    [*sorted({name for pair in (*PEOPLE, *BODIES) for name in pair[:2]}), "", ",", "(", "()", "a,"]
) | st.text(max_size=20)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(one=NAMES, other=NAMES, person=st.booleans())
def test_likeness_is_between_the_threshold_and_one_or_none(
    one: str, other: str, person: bool
) -> None:
    mine, theirs = named(one, person), named(other, person)
    score = likeness(mine, theirs, person=person)
    assert score == 0 or SAME_NAME <= score <= 1
    assert score == likeness(theirs, mine, person=person)
    assert not score or mine.may_be(theirs)


def test_the_forms_of_an_entity_are_all_its_names() -> None:
    spelling = {"name": "ROE, Anna", "source": "s"}
    entity = Entity.model_validate(
        {"id": "a", "type": "Person", "name": "Ann", "native": "Анна", "spellings": [spelling]}
    )
    assert forms(entity) == ("Ann", "Анна", "ROE, Anna")
