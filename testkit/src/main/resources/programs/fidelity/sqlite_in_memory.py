"""A database in memory."""
import sqlite3

with sqlite3.connect(":memory:") as database:
    database.execute("create table t (x)")
    database.executemany("insert into t values (?)", [(1,), (2,)])
    print(database.execute("select sum(x) from t").fetchall())
# prints
# [(3,)]
