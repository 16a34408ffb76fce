"""Exact arithmetic."""
import decimal
import fractions
import math

print(2**200 % 1_000_007, math.factorial(30), math.isqrt(10**40))
decimal.getcontext().prec = 30
print(decimal.Decimal(1) / 7, fractions.Fraction(3, 9), 0.1 + 0.2, round(2.5))
# prints
# 446616 265252859812191058636308480000000 100000000000000000000
# 0.142857142857142857142857142857 1/3 0.30000000000000004 2
