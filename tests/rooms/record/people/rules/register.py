"""A small register of fictional people of many scripts, and how others might write their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.record.people.rules.dates import birth_of
from alongside.record.people.rules.matching import Candidate, Likeness, Sought, most_alike
from alongside.record.people.rules.names import Name, name_keys

FEW_CANDIDATES = 200

WRITTEN: dict[tuple[str, str], tuple[str, ...]] = {
    ("María", "López García"): ("Maria Lopes", "Lopez Maria", "maria garcia lopez", "Mraia Lopez", "Maria Lopz Garcia"),
    ("José Luis", "Hernández"): ("Jose Hernandes", "Joseluis Hernandez", "Ernandez Jose Luis", "Pepe Hernandez"),
    ("محمد", "الحسن"): ("Mohammed Al-Hassan", "Muhammad Alhassan", "Mohamed El Hassan", "Alhasan Mohamad"),
    ("Fatima", "Haddad"): ("Fatma Hadad", "Fatimah Haddad", "Haddad Fatima", "فاطمة حداد"),
    ("عبد الرحمن", "منصور"): ("Abdulrahman Mansour", "Abdul Rahman Mansoor", "Abdurrahman Mansur"),
    ("يوسف", "خوري"): ("Yusuf Khoury", "Youssef Khouri", "Khoury Yousef"),
    ("Оксана", "Ковальчук"): ("Oksana Kovalchuk", "Oxana Kowalczuk", "Kovalchuk Oksana", "Oksana Kovalchuck"),
    ("Дмитро", "Щербаков"): ("Dmytro Shcherbakov", "Dmitro Scherbakov", "Dima Shcherbakov"),
    ("Євген", "Ющенко"): ("Yevhen Yushchenko", "Evgen Iushchenko"),
    ("Nguyễn Thị", "Hoa"): ("Nguyen Thi Hoa", "Hoa Nguyen", "Hoa Nguyen Thi", "Nuygen Hoa"),
    ("Văn Minh", "Trần"): ("Tran Van Minh", "Minh Tran", "Vanminh Tran"),
    ("小明", "王"): ("Wang Xiaoming", "Xiao Ming Wang", "Xiaoming Wang", "王小明"),
    ("민준", "김"): ("Kim Minjun", "Min-jun Kim", "Gim Min Jun", "김민준"),
    ("Γιάννης", "Παπαδόπουλος"): ("Giannis Papadopoulos", "Papadopulos Giannis", "Yannis Papadopoulos"),
    ("გიორგი", "ბერიძე"): ("Giorgi Beridze", "Beridze Georgi"),
    ("Ayşe", "Yıldız"): ("Ayse Yildiz", "Aishe Yildis", "Yildiz Ayşe"),
    ("Krzysztof", "Wójcik"): ("Krzystof Wojcik", "Wojcik Krzysztof", "Christopher Wojcik"),
    ("Siobhán", "O'Neill"): ("Siobhan ONeill", "Siobhan O Neil", "O’Neill Siobhan"),
    ("William", "Smith"): ("Bill Smyth", "Smith William", "Willaim Smith", "Wiliam Smiht"),
    ("Catherine", "McDonald"): ("Kathryn MacDonald", "Cathy McDonald", "Katherine Mcdonnald"),
    ("João", "da Conceição"): ("Joao Conceicao", "Joao da Conceisao", "Conceicao Joao"),
    ("Juan", "de la Cruz"): ("Juan Delacruz", "Juan Cruz", "De La Cruz Juan"),
    ("Anne-Marie", "Lefèvre"): ("Annemarie Lefevre", "Anne Lefebre", "Lefevre Anne Marie"),
    ("Jürgen", "Müller-Weiß"): ("Juergen Mueller", "Jurgen Muller Weiss", "Muller Jurgen"),
    ("Amira", "Diallo"): ("Ameera Dialo", "Diallo Amira", "Amina Diallo"),
    ("Priya", "Raghunathan"): ("Pria Ragunathan", "Raghunatan Priya"),
    ("Chloë", "Vandenberghe"): ("Chloe Van den Berghe", "Cloe Vandenberge"),
    ("נועה", "כהן"): ("Noa Cohen", "Noah Kohen", "Cohen Noa"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the register."""

    number: int
    name: Name
    born_on: date

    @property
    def candidate(self) -> Candidate:
        """What the search judges."""
        return Candidate(self.number, (self.name,), birth_of(self.born_on))

    @property
    def keys(self) -> frozenset[str]:
        """What is stored for the search."""
        return name_keys([self.name], born_on=self.born_on)


TARGETS = [
    Person(number, Name(given, family), date(1950 + number, 1 + number % 12, 1 + number % 28))
    for number, (given, family) in enumerate(WRITTEN)
]
QUERIES = [(person, query) for person in TARGETS for query in WRITTEN[(person.name.given, person.name.family)]]


def crowd() -> list[Person]:
    """Everybody else: each given name of the register with each other family name, so that half a name fits many."""
    names = [(one.name.given, other.name.family) for one in TARGETS for other in TARGETS if one is not other]
    return [
        Person(100 + number, Name(given, family), date(1940 + number % 70, 1 + number % 12, 1 + number % 28))
        for number, (given, family) in enumerate(names)
    ]


class Register:
    """The people by their keys, as the database holds them: one lookup, the earliest key first."""

    def __init__(self, people: list[Person]) -> None:
        self.people = {person.number: person for person in people}
        self.by_key: dict[str, list[int]] = {}
        for person in people:
            for key in person.keys:
                self.by_key.setdefault(key, []).append(person.number)

    def find(self, sought: Sought, keys: list[str]) -> list[tuple[Candidate, Likeness]]:
        """The ten most alike of those who bear one of ``keys``."""
        numbers = dict.fromkeys(number for key in keys for number in self.by_key.get(key, ()))
        return most_alike(sought, [self.people[number].candidate for number in list(numbers)[:FEW_CANDIDATES]])
