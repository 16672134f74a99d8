"""The stories of the demo's newsroom, as they stand in the morning.

Port Ellery, its people and its figures are invented.
"""

from __future__ import annotations

from tracker.playback.blocks import Story, facts, group, heading, paragraph, quote

FERRY = Story(
    id=101,
    slug="council-approves-ferry-landing",
    title="Council approves ferry landing at Harbor Street",
    author=1,
    categories=(3,),
    tags=(11,),
    featured_media=51,
    published="2026-05-14T09:10:00Z",
    blocks=(
        paragraph(
            "The Port Ellery City Council voted 6-3 on Wednesday night to build a new ferry "
            "landing at the foot of Harbor Street. Work is to begin in September and to take "
            "fourteen months."
        ),
        paragraph(
            "The landing will cost $4.2 million, most of it paid from a state grant for "
            "waterfront towns. The city adds $600,000 from its harbor fund."
        ),
        quote(
            "People have been asking for this boat since the bridge was widened.",
            "Council President Dolores Haim",
        ),
        paragraph(
            "Three members voted no. They said that the plan has no parking and that the "
            "neighbors on Harbor Street were heard too late."
        ),
        group(
            heading("The plan in short"),
            facts(
                "Two berths, one of them for boats of up to 120 feet",
                "A heated waiting room with 40 seats",
                "Nine departures a day to Gull Island, from 5:40 a.m.",
            ),
        ),
    ),
)

LIBRARY = Story(
    id=102,
    slug="library-opens-on-sundays",
    title="Library opens on Sundays for the first time in 30 years",
    author=3,
    categories=(4,),
    tags=(13,),
    published="2026-05-13T18:00:00Z",
    blocks=(
        paragraph(
            "The Ellery Free Library will open on Sundays again from June 7. The reading room "
            "and the children’s floor will be open from noon to 5 p.m."
        ),
        paragraph(
            "The library was built in 1978 with a gift from the Brandt family. It gave up its "
            "Sunday hours in 1996, when the city cut four positions."
        ),
        paragraph(
            "“Sunday is the day when families have time,” said Priya Raman, the head librarian. "
            "She expects about 300 visitors every Sunday."
        ),
    ),
)

FIRE = Story(
    id=103,
    slug="fire-destroys-cannery-warehouse",
    title="Fire destroys cannery warehouse",
    author=2,
    categories=(5,),
    tags=(),
    published="2026-05-14T10:25:00Z",
    blocks=(
        paragraph(
            "A fire broke out before dawn on Thursday in a warehouse of the Ellery Cannery on "
            "Mill Road. Smoke could be seen from the other side of the bay."
        ),
        paragraph(
            "Forty firefighters from three towns were at work for two hours. The cause is not "
            "known yet, said Fire Chief Alan Whitcomb."
        ),
        paragraph("The cannery employs 212 people. The morning shift was sent home with pay."),
    ),
)

VOTE = Story(
    id=104,
    slug="school-budget-vote-what-to-know",
    title="What to know about the school budget vote",
    author=3,
    categories=(4,),
    tags=(12,),
    published="2026-05-12T15:30:00Z",
    blocks=(
        paragraph(
            "Voters decide on June 2 about a school budget of $38.5 million. Here is what you "
            "need to know."
        ),
        heading("What is on the ballot"),
        paragraph(
            "The budget is 2.9 percent higher than this year’s. Most of the increase goes to "
            "salaries and to the repair of the roof at Eastside Elementary."
        ),
        heading("Where to vote"),
        paragraph(
            "Polls are open from 7 a.m. to 9 p.m. at the Masonic Hall, the fire house on Mill "
            "Road and Eastside Elementary."
        ),
        heading("What happens if it fails"),
        paragraph(
            "The board can ask once more, on June 16. If the budget fails again, spending stays "
            "at this year’s level, and the art and music teachers would be the first to go."
        ),
    ),
)

FAIR = Story(
    id=105,
    slug="street-fair-permits",
    title="Street fair permits: how to apply",
    author=1,
    categories=(3,),
    tags=(),
    published="2026-05-11T13:00:00Z",
    blocks=(
        paragraph(
            "Stands at this year’s street fair on July 18 need a permit from the city. "
            '<a href="https://cityofportellery.example/permits/2025">Applications are taken '
            "online</a> until June 20."
        ),
        paragraph("A stand costs $45. Food stands also need a visit by the health inspector."),
    ),
)

PAVING = Story(
    id=106,
    slug="paving-contract-went-to-mayors-cousin",
    title="Paving contract went to mayor’s cousin, records show",
    author=2,
    categories=(3,),
    tags=(),
    published="2026-05-14T08:00:00Z",
    blocks=(
        paragraph(
            "A company owned by a cousin of Mayor Ruth Calloway won the contract to pave Shore "
            "Avenue, according to city records that the Courier has read."
        ),
        paragraph(
            "Calloway &amp; Sons was the only bidder. The contract is worth $310,000. The mayor "
            "did not answer two calls on Wednesday."
        ),
        paragraph("City rules ask officials to leave the room when relatives bid."),
    ),
)

BREAK = Story(
    id=107,
    slug="water-main-break-closes-two-schools",
    title="Water main break closes two schools",
    author=2,
    categories=(4,),
    tags=(14,),
    featured_media=52,
    published="2026-05-14T13:05:00Z",
    blocks=(
        paragraph(
            "A water main broke under Chestnut Street on Thursday morning. Eastside Elementary "
            "and Brandt Middle School are closed for the day."
        ),
        paragraph(
            "About 900 homes are without water. Crews hope to have the pipe repaired by evening, "
            "said Lena Fischer of the water department."
        ),
        paragraph("The pipe was laid in 1931. It has broken twice since 2019."),
    ),
)

ABOUT = Story(
    id=12,
    type="page",
    slug="about",
    title="About the Courier",
    author=1,
    published="2024-01-08T12:00:00Z",
    blocks=(
        paragraph(
            "The Ellery Courier has reported on Port Ellery since 1911. It belongs to its "
            "readers: 3,400 of them hold a share."
        ),
    ),
)

CORRECTIONS = Story(
    id=14,
    type="page",
    slug="corrections-policy",
    title="How we correct mistakes",
    author=1,
    published="2024-01-08T12:30:00Z",
    blocks=(
        paragraph(
            "When we are wrong, we say so at the end of the story, with the date. We do not "
            "change figures or names without a note."
        ),
        paragraph("Write to corrections@ellerycourier.example."),
    ),
)

MORNING = (ABOUT, CORRECTIONS, FERRY, LIBRARY, FIRE, VOTE, FAIR, PAVING)
