"""The fixed cast: the same people in every test, so that a story can be read without its setting.

All invented; addresses are on domains reserved for examples (RFC 2606).
"""

from __future__ import annotations

from datetime import date

from worker.model import Address, People, Period, Person, Rules, School

INBOX = Address("reports@northside.example", "Headsup")

HEAD = Person("Helen Marsh", "head@northside.example", also=("h.marsh@northside.example",))
DEPUTY = Person("Dev Anand", "deputy@northside.example", may_approve=True)
CHAIR = Person("Carol Whitfield", "chair@governors.northside.example")
DSL = Person("Dana Osei", "dsl@northside.example")
VICE_CHAIR = Person("Vera Lund", "vice-chair@governors.northside.example")
DEPUTY_DSL = Person("Dipa Rao", "deputy-dsl@northside.example")
ADMIN = Person("Ian Toft", "it@northside.example")

TEACHER = Address("p.sykes@northside.example", "Priya Sykes")
OFFICE = Address("office@northside.example", "Olive Brand")
PARENT = Address("kim.dale@mail.example", "Kim Dale")
STRANGER = Address("someone@elsewhere.example", "Sam Stranger")

SCHOOL = School(
    name="Northside Primary School",
    address="Northside Lane\nNorthside\nZZ1 1ZZ",
    phone="01632 960123",
    complaints="on the school website under Policies, or on paper from the school office",
    referrals="the Northside Safeguarding Hub, 01632 960200 (out of hours 01632 960201)",
)

PEOPLE = People(
    inbox=INBOX.email,
    head=HEAD,
    admin=ADMIN,
    dsl=DSL,
    chair=CHAIR,
    deputies=(DEPUTY,),
    vice_chair=VICE_CHAIR,
    deputy_dsl=DEPUTY_DSL,
    staff=(TEACHER.email, OFFICE.email),
    staff_domains=("northside.example",),
)

RULES = Rules(
    terms=(
        Period(date(2026, 9, 2), date(2026, 10, 23)),
        Period(date(2026, 11, 2), date(2026, 12, 18)),
        Period(date(2027, 1, 4), date(2027, 2, 12)),
        Period(date(2027, 2, 22), date(2027, 3, 25)),
        Period(date(2027, 4, 12), date(2027, 5, 28)),
        Period(date(2027, 6, 7), date(2027, 7, 20)),
    ),
    closed_on=(date(2026, 9, 2), date(2026, 9, 3), date(2027, 1, 4), date(2027, 6, 7)),
)
"""The school year 2026/27: three terms in six halves, four INSET days."""
