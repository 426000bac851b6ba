"""The words of which made-up articles consist. No place, body or person here exists."""

PLACES = tuple(
    "Norvale Estmark Harlow-Quay Pellworth Sundry Oakmere Tarnby Velden Marchport Ostring Calder-Sound Brynhaven "
    "Lowick Fairstead Dunmarsh Westerley Kingsholt Ambervale Roskell Thornmouth".split()
)
BODIES = tuple(
    "the harbour board, the transport office, the water company, the city council, the housing agency, "
    "the regional assembly, the port authority, the health service, the schools trust, the energy works, "
    "the audit court, the railway, the fisheries union, the library fund, the fire service, the land registry".split(
        ", "
    )
)
DEEDS = tuple(
    "opened, closed, repaired, ordered, inspected, paid for, replaced, registered, promised, delivered, "
    "sold, counted, licensed, restored".split(", ")
)
THINGS = tuple(
    "berths, buses, water meters, flats, school places, street lamps, hospital beds, trees, ferry crossings, "
    "solar roofs, bicycle stands, allotments, pumping stations, lifts, tram stops, reading rooms".split(", ")
)
REASONS = tuple(
    "after two years of delay, at the request of its members, with money from the coastal fund, "
    "under the plan that was agreed in spring, although the tender had failed once, "
    "to make good what the winter storms had broken, as the first of three stages, "
    "on the advice of an outside engineer".split(", ")
)
MONTHS = tuple("January February March April May June July August September October November December".split())
PAPERS = tuple("Gazette, Observer, Register, Ledger, Courier, Chronicle, Bulletin, Review".split(", "))
TOPICS = tuple(
    f"{field} {side}"
    for field in ("Water", "Transport", "Housing", "Health", "Schools", "Energy", "Fisheries", "Ports")
    for side in ("supply", "costs", "plans", "safety", "staff")
)
FILLERS = (
    "Nobody at the meeting disputed the figures, and the minutes record no vote against them.",
    "Residents had asked for a clear account since the last budget, and several letters had gone unanswered.",
    "A spokesperson declined to say what the next step would be before the committee has met again.",
    "The documents were put on the counter of the town hall on the same day, where anyone may read them.",
    "Whether the money will last until the end of the works is a question that nobody would answer.",
    "The opposition called for a second opinion, and the majority pointed to the one that it already had.",
)
VERDICTS = ("true", "mostly-true", "missing-context", "mostly-false", "false", "unproven", "opinion")
STANCES = {"true": "supports", "mostly-true": "supports", "missing-context": "qualifies", "mostly-false": "qualifies"}
