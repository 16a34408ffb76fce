import sqlite3

db = sqlite3.connect(":memory:")
db.execute("create table t (a, b)")
db.executemany("insert into t values (?, ?)", [(1, "ü"), (2, None), (3, b"x")])
print(db.execute("select *, typeof(b) from t").fetchall(), sqlite3.sqlite_version)
try:
    db.execute("select nothing")
except sqlite3.Error as e:
    print(repr(e))
open("/tmp/x.db", "w").close()
with sqlite3.connect("/tmp/x.db") as f:
    f.execute("create table x (y)")
