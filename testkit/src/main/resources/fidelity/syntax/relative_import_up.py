from ..y import x
