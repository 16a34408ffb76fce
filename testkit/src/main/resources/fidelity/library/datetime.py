import datetime, time, zoneinfo

d = datetime.datetime(2024, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
print(d, d.utcoffset(), d.astimezone(zoneinfo.ZoneInfo("America/New_York")), time.tzname)
print(len(zoneinfo.available_timezones()) > 400, zoneinfo.TZPATH)
print(datetime.datetime.strptime("1 Feb 2024", "%d %b %Y"), d.strftime("%A %d %B %Y %c"))
