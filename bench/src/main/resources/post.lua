-- For wrk: posts the body in the file that SCE_BODY names, and ends with one line that a program can read.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = io.open(os.getenv("SCE_BODY")):read("*a")

-- Milliseconds before each request. wrk does not count them, and must not be asked at all for none.
local pause = tonumber(os.getenv("SCE_PAUSE"))
if pause > 0 then
  delay = function() return pause end
end

done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %f %f %f\n", summary.requests,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.duration / 1000000))
end
