import calendar, datetime
print(calendar.mine)
import http.cookiejar
