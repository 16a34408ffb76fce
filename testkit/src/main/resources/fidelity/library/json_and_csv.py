import csv, io, json

print(json.dumps({"ü": [1.0, None, float("inf")], "b": "☃"}, indent=1, sort_keys=True, ensure_ascii=False))
s = io.StringIO()
csv.writer(s).writerows([["a,b", 'c"d'], [1, None]])
print(repr(s.getvalue()), csv.list_dialects())
