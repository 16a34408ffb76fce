import runpy
runpy.run_module("app")
runpy.run_path("app", run_name="__main__")
