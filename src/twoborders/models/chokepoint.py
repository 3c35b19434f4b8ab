"""How much can pass through a network of ways, and which ways set the limit.

A model, not data. Each link has a capacity: the most that can pass over it, in capacity units. The most that can
pass from one end of the network to the other is the *maximum flow* of mathematics; it equals the capacity of the
smallest set of links that, taken away, leaves no way at all: the *minimum cut*. networkx finds both.

``ROUTES`` is a simple picture of the ways from Central America into Mexico. Its capacities are invented.
"""

import functools
import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

SOURCE, NORTH = "all who set out", "the north"


class Link(NamedTuple):
    """A way from ``start`` to ``end``; ``capacity`` in units, None where the model sets no limit.

    ``place`` is the name under which a person speaks of the link; several links can share one.
    """

    name: str
    start: str
    end: str
    capacity: float | None
    place: str


class Cut(NamedTuple):
    """The most that can pass, in units, and the names of the links of the smallest cut."""

    most: float
    links: tuple[str, ...]


class Passage(NamedTuple):
    """What the routes let pass: ``most`` in units, the links and the places of the smallest cut, and the units
    that were taken away. ``capacities``: link name to units, None where there is no limit."""

    most: float
    cut: tuple[str, ...]
    places: tuple[str, ...]
    taken: float
    capacities: Mapping[str, float | None]


EAST = "Guatemala's eastern border"
SUCHIATE = "the Suchiate crossing"
HUEHUETENANGO = "the road by Huehuetenango"
PETEN = "the paths of Petén"
ISTHMUS = "the Isthmus of Tehuantepec"
SEA = "sea and air"

#: The places that can be narrowed, from south to north; the key is the argument of ``passage`` that does it.
PLACES = {"east": EAST, "suchiate": SUCHIATE, "huehuetenango": HUEHUETENANGO, "peten": PETEN, "isthmus": ISTHMUS}

ROUTES = (
    Link("Honduras to Guatemala", "Honduras", "Guatemala", 40, EAST),
    Link("Honduras to Petén", "Honduras", "Petén", 20, EAST),
    Link("El Salvador to Guatemala", "El Salvador", "Guatemala", 20, EAST),
    Link("Guatemala to Petén", "Guatemala", "Petén", None, "the road to Petén"),
    Link("Guatemala to Tapachula", "Guatemala", "Tapachula", 50, SUCHIATE),
    Link("Guatemala to Comitán", "Guatemala", "Comitán", 24, HUEHUETENANGO),
    Link("Petén to Tenosique", "Petén", "Tenosique", 20, PETEN),
    Link("Tapachula to the Isthmus", "Tapachula", "Isthmus", None, "the coast of Chiapas"),
    Link("Comitán to the Isthmus", "Comitán", "Isthmus", None, "the highlands of Chiapas"),
    Link("Tenosique to the Isthmus", "Tenosique", "Isthmus", None, "Tabasco"),
    Link("Isthmus to the north", "Isthmus", NORTH, 80, ISTHMUS),
    Link("Honduras by sea or air", "Honduras", NORTH, 6, SEA),
    Link("El Salvador by sea or air", "El Salvador", NORTH, 4, SEA),
)


def smallest_cut(links: Iterable[Link | tuple], source: str, sink: str) -> Cut:
    """The most that can pass from ``source`` to ``sink``, and the smallest cut.

    ``links``: Link, or tuples (name, start, end, capacity). Where several cuts are equally small, the one nearest
    to ``sink`` is given. Links with capacity 0 are never part of it. Two links must not join the same two ends in
    the same direction. Raises ValueError for a capacity that is negative or no number, for an end that no link
    has, for two parallel links, and where nothing limits a way from source to sink.
    """
    import networkx as nx

    links = tuple(links)
    graph = nx.DiGraph()
    for name, start, end, capacity, *_ in links:
        if capacity is not None and not 0 <= capacity < math.inf:
            raise ValueError(f"{name}: the capacity must be a number of 0 or more, or None; it is {capacity}.")
        if graph.has_edge(start, end):
            raise ValueError(f"{name}: there is another link from {start} to {end}.")
        graph.add_edge(start, end, **({} if capacity is None else {"capacity": capacity}))
    for node in (source, sink):
        if node not in graph:
            raise ValueError(f'No link begins or ends at "{node}".')
    try:
        most, (near, _) = nx.minimum_cut(graph, source, sink)
    except nx.NetworkXUnbounded:
        raise ValueError(f"Nothing limits the way from {source} to {sink}: give one of its links a capacity.") from None
    crossing = (link for link in links if link[1] in near and link[2] not in near)
    return Cut(most, tuple(name for name, _, _, capacity, *_ in crossing if capacity))


def passage(
    departures: Mapping[str, float],
    east: float = 0,
    suchiate: float = 0,
    huehuetenango: float = 0,
    peten: float = 0,
    isthmus: float = 0,
) -> Passage:
    """What can pass the routes when ``departures`` set out, and each place is narrowed by so many per cent.

    ``departures``: units by country, a country of ROUTES; 100 per cent closes a place. Raises ValueError for a
    place that is narrowed by less than 0 or more than 100 per cent, and for a country that the routes do not have.
    """
    narrowed_pct = dict(zip(PLACES, (east, suchiate, huehuetenango, peten, isthmus), strict=True))
    for name, value in narrowed_pct.items():
        if not 0 <= value <= 100:
            raise ValueError(f"{name} can be narrowed by 0 to 100 per cent; it is {value}.")
    unknown = set(departures) - {link.start for link in ROUTES}
    if unknown:
        raise ValueError(f"The routes do not have: {', '.join(sorted(unknown))}.")
    return _passage(tuple(departures.items()), tuple(narrowed_pct.values()))


@functools.lru_cache(maxsize=8_192)
def _passage(departures: tuple[tuple[str, float], ...], narrowed_pct: tuple[float, ...]) -> Passage:
    share = dict(zip(PLACES.values(), narrowed_pct, strict=True))
    routes = [_narrowed(link, share) for link in ROUTES]
    leaving = [Link(departure(country), SOURCE, country, units, departure(country)) for country, units in departures]
    links = [*leaving, *routes]
    most, cut = smallest_cut(links, SOURCE, NORTH)
    return Passage(
        most=most,
        cut=cut,
        places=tuple(dict.fromkeys(link.place for link in links if link.name in cut)),
        taken=sum(
            old.capacity - new.capacity
            for old, new in zip(ROUTES, routes, strict=True)
            if old.capacity is not None and new.capacity is not None
        ),
        capacities={link.name: link.capacity for link in links},
    )


def _narrowed(link: Link, share: Mapping[str, float]) -> Link:
    """The link with the per cent of its place taken from its capacity; one without a limit stays without."""
    if link.capacity is None or link.place not in share:
        return link
    return link._replace(capacity=link.capacity * (100 - share[link.place]) / 100)


def departure(country: str) -> str:
    """The name of the link over which the people of a country set out."""
    return f"those who set out in {country}"
