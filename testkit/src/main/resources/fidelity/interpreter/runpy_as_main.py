import runpy

runpy.run_module("json.tool", run_name="__main__", alter_sys=True)
