"""Card transactions by the rules of a public benchmark (Fraud Detection Handbook, Le Borgne et al.), in our code."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import dist
from random import Random

from .chance import poisson
from .payment import MILLISECONDS_PER_DAY, START, Payment

CUSTOMERS, TERMINALS = 5_000, 10_000
GRID, RADIUS = 100.0, 5.0
SECONDS_PER_DAY = 86_400
NOON, NOON_DEVIATION = 43_200.0, 20_000.0
ALWAYS_FRAUD_ABOVE = 220.0
TERMINALS_COMPROMISED_DAILY, TERMINAL_DAYS = 2, 28
CUSTOMERS_COMPROMISED_DAILY, CUSTOMER_DAYS = 3, 14
STOLEN_SHARE, STOLEN_FACTOR = 1 / 3, 5

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer's habits: mean amount, transactions a day, and the terminals within reach."""

    number: int
    mean_amount: float
    daily: float
    terminals: list[int]


def payments(*, seed: int, days: int) -> Iterator[Payment]:
    """Yield the payments of `days` days from 2018-04-01, in their order; the same seed yields the same payments."""
    random = Random(seed)  # noqa: S311 - a simulation must be repeatable, and guards nothing
    customers = _customers(random)
    terminal_free: dict[int, int] = defaultdict(int)
    customer_free: dict[int, int] = defaultdict(int)
    for day in range(days):
        for terminal in random.sample(range(TERMINALS), TERMINALS_COMPROMISED_DAILY):
            terminal_free[terminal] = day + TERMINAL_DAYS
        for number in random.sample(range(CUSTOMERS), CUSTOMERS_COMPROMISED_DAILY):
            customer_free[number] = day + CUSTOMER_DAYS
        made = [
            payment._replace(fraud=payment.fraud or terminal_free[payment.terminal] > day)
            for customer in customers
            for payment in _day_of(customer, day, customer_free[customer.number] > day, random)
        ]
        yield from sorted(made)


def _day_of(customer: Customer, day: int, stolen: bool, random: Random) -> Iterator[Payment]:
    for _ in range(poisson(customer.daily, random) if customer.terminals else 0):
        second = random.gauss(NOON, NOON_DEVIATION)
        if not 0 <= second < SECONDS_PER_DAY:
            continue
        amount = random.gauss(customer.mean_amount, customer.mean_amount / 2)
        if amount < 0:
            amount = random.uniform(0, 2 * customer.mean_amount)
        taken = stolen and random.random() < STOLEN_SHARE
        amount = max(round(amount * (STOLEN_FACTOR if taken else 1), 2), 0.01)
        yield Payment(
            timestamp=START + day * MILLISECONDS_PER_DAY + int(second * 1000),
            amount=amount,
            customer=customer.number,
            terminal=random.choice(customer.terminals),
            fraud=taken or amount > ALWAYS_FRAUD_ABOVE,
        )


def _customers(random: Random) -> list[Customer]:
    cells: dict[tuple[int, int], list[tuple[int, Place]]] = defaultdict(list)
    for terminal in range(TERMINALS):
        place = _place(random)
        cells[_cell(place)].append((terminal, place))
    return [
        Customer(number, random.uniform(5, 100), random.uniform(0, 4), _near(_place(random), cells))
        for number in range(CUSTOMERS)
    ]


def _near(home: Place, cells: dict[tuple[int, int], list[tuple[int, Place]]]) -> list[int]:
    column, row = _cell(home)
    around = [(column + east, row + north) for east in (-1, 0, 1) for north in (-1, 0, 1)]
    return [terminal for cell in around for terminal, place in cells.get(cell, ()) if dist(home, place) < RADIUS]


def _place(random: Random) -> Place:
    return random.uniform(0, GRID), random.uniform(0, GRID)


def _cell(place: Place) -> tuple[int, int]:
    return int(place[0] // RADIUS), int(place[1] // RADIUS)
