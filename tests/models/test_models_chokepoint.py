"""The network model: small networks worked out by hand, and the routes of lesson 04."""

import itertools

import pytest

from twoborders.models.chokepoint import NORTH, PLACES, ROUTES, SEA, Link, departure, passage, smallest_cut

pytestmark = pytest.mark.quick

LEAVING = {"Guatemala": 45, "Honduras": 42, "El Salvador": 16}
TWO_WAYS = (
    ("bridge", "south", "town", 30),
    ("ferry", "town", "north", 15),
    ("road", "town", "village", 12),
    ("path", "village", "north", 20),
)


def by_trying_all(links, source, sink):
    """The smallest sum of capacities that closes every way, by trying each division of the places in two."""
    places = sorted({end for link in links for end in link[1:3]} - {source, sink})
    sums = []
    for chosen in itertools.product((True, False), repeat=len(places)):
        near = {source, *(place for place, here in zip(places, chosen, strict=True) if here)}
        cut = [link[3] for link in links if link[1] in near and link[2] not in near]
        sums.append(float("inf") if None in cut else sum(cut))
    return min(sums)


def test_two_ways_by_hand():
    assert smallest_cut(TWO_WAYS, "south", "north") == (27, ("ferry", "road"))


def test_one_way_is_as_wide_as_its_narrowest_link():
    chain = [("a", "1", "2", 9), ("b", "2", "3", 4), ("c", "3", "4", None)]
    assert smallest_cut(chain, "1", "4") == (4, ("b",))


def test_of_two_equal_cuts_the_one_near_the_end_is_given():
    assert smallest_cut([("a", "1", "2", 5), ("b", "2", "3", 5)], "1", "3") == (5, ("b",))


def test_a_closed_link_is_no_part_of_the_cut():
    links = [("open", "1", "2", 3), ("closed", "1", "3", 0), ("rest", "3", "2", 8)]
    assert smallest_cut(links, "1", "2") == (3, ("open",))
    assert smallest_cut([("closed", "1", "2", 0)], "1", "2") == (0, ())


@pytest.mark.parametrize(
    ("links", "ends", "said"),
    [
        ([("a", "1", "2", -1)], ("1", "2"), "a: the capacity must be a number of 0 or more, or None; it is -1"),
        ([("a", "1", "2", float("nan"))], ("1", "2"), "it is nan"),
        ([("a", "1", "2", float("inf"))], ("1", "2"), "it is inf"),
        ([("a", "1", "2", 3)], ("1", "5"), 'No link begins or ends at "5"'),
        ([("a", "1", "2", 3), ("b", "1", "2", 3)], ("1", "2"), "b: there is another link from 1 to 2"),
        ([("a", "1", "2", None)], ("1", "2"), "Nothing limits the way from 1 to 2"),
    ],
)
def test_what_is_no_network_is_told(links, ends, said):
    with pytest.raises(ValueError, match=said):
        smallest_cut(links, *ends)


def test_all_open_by_hand():
    # The Isthmus takes 80, sea and air take 6 + 4; in front of them the crossings into Mexico would take 50 + 24 + 20.
    open_ = passage(LEAVING)
    assert open_.most == 90
    assert open_.places == ("the Isthmus of Tehuantepec", SEA)
    assert open_.taken == 0


@pytest.mark.parametrize(
    ("narrowed", "most", "taken"),
    [
        ({"east": 50}, 90, 40),  # 45 + 20 + 10 + 10 = 85 by land, still more than the 80 of the Isthmus
        ({"east": 60}, 87, 48),  # 45 + 16 + 8 + 8 = 77 by land, and 10
        ({"east": 100}, 55, 80),  # those who set out in Guatemala, and 10
        ({"suchiate": 50}, 79, 25),  # 25 + 24 + 20, and 10
        ({"huehuetenango": 100}, 80, 24),  # 50 + 20, and 10
        ({"peten": 100}, 84, 20),  # 50 + 24, and 10
        ({"isthmus": 25}, 70, 20),  # 60, and 10
        (dict.fromkeys(PLACES, 100), 10, 254),
    ],
)
def test_a_narrowed_place_by_hand(narrowed, most, taken):
    found = passage(LEAVING, **narrowed)
    assert (found.most, found.taken) == (pytest.approx(most), pytest.approx(taken))


@pytest.mark.parametrize("narrowed", [{}, {"east": 60}, {"suchiate": 50, "peten": 50}, {"isthmus": 75, "east": 90}])
def test_the_most_is_the_sum_of_the_cut_and_no_division_gives_less(narrowed):
    found = passage(LEAVING, **narrowed)
    assert sum(found.capacities[name] for name in found.cut) == pytest.approx(found.most)
    leaving = [Link(departure(country), "all", country, units, "") for country, units in LEAVING.items()]
    links = [link._replace(capacity=found.capacities[link.name]) for link in ROUTES]
    assert by_trying_all([*leaving, *links], "all", NORTH) == pytest.approx(found.most)


def test_narrowing_never_lets_more_pass():
    steps = [passage(LEAVING, east=step).most for step in range(0, 101, 10)]
    assert steps == sorted(steps, reverse=True)


def test_nobody_passes_where_nobody_sets_out():
    assert passage(dict.fromkeys(LEAVING, 0)).most == 0


@pytest.mark.parametrize("value", [-1, 101, float("nan")])
def test_a_place_is_narrowed_by_0_to_100_per_cent(value):
    with pytest.raises(ValueError, match=f"peten can be narrowed by 0 to 100 per cent; it is {value}"):
        passage(LEAVING, peten=value)


def test_an_unknown_country_is_named():
    with pytest.raises(ValueError, match="do not have: Atlantis"):
        passage({"Atlantis": 3})
