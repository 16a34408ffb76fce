from decimal import *
from fractions import Fraction

print(Decimal(1) / 7, Fraction(1, 3) + Fraction("0.5"), getcontext().prec)
with localcontext() as c:
    c.prec = 50
    print(Decimal(2).sqrt())
setcontext(ExtendedContext)
print(Decimal(1) / 0)
