import app.b, sys
from app import a
print(a.x, app.b.y, app.__path__, app.b.__spec__, sorted(m for m in sys.modules if m.startswith("app")))
