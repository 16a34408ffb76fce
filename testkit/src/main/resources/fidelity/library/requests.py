import requests, urllib3, certifi, idna, chardet, sys

print(requests.__version__, certifi.where(), sorted(m for m in sys.modules if m.startswith("requests")))
try:
    requests.get("http://192.0.2.1/", timeout=1)
except requests.RequestException as e:
    print(type(e))
