import collections
import csv
import dataclasses
import datetime
import io
import itertools
import json
import random
import re
import statistics

Mark = dataclasses.make_dataclass("Mark", ["name", "points"])
table = io.StringIO("name,points\n" + "\n".join(f"pupil{n},{n * 7 % 15}" for n in range(200)))
marks = [Mark(row["name"], int(row["points"])) for row in csv.DictReader(table)]
random.shuffle(marks)
best = [mark for mark in marks if re.fullmatch(r"pupil\d*7", mark.name)]
groups = itertools.groupby(sorted(mark.points for mark in best))
counted = collections.Counter({points: len(list(group)) for points, group in groups})
day = datetime.date(2024, 2, 28) + datetime.timedelta(days=statistics.mode([2, 2, 3]))
print(json.dumps({"best": len(best), "kinds": len(counted), "day": day.isoformat()}))
