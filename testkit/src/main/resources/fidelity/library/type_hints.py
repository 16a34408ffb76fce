import collections.abc, dataclasses, enum, typing


@dataclasses.dataclass(order=True, frozen=True)
class P:
    x: int
    y: "typing.Optional[P]" = None
    z: list[int] = dataclasses.field(default_factory=list, compare=False)


class Color(enum.Enum):
    RED = 1
    BLUE = enum.auto()


class F(enum.Flag):
    A = enum.auto()
    B = enum.auto()


class N(typing.NamedTuple):
    a: int = 1


class D(typing.TypedDict, total=False):
    k: str


print(typing.get_type_hints(P), typing.get_type_hints(N), D.__optional_keys__)
print(P(1), P(1) < P(2), Color.BLUE, list(Color), F.A | F.B, Color(1), repr(N()))
P(1).x = 2
