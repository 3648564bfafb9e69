-- wrk -s submit.lua URL: POST the submission, each under a key of its own.
local file = io.open(os.getenv("BODY"), "rb"); local body = file:read("*a"); file:close()
local headers = { ["content-type"] = "application/json", ["authorization"] = "Bearer " .. os.getenv("TOKEN") }
local run, count = os.getenv("RUN"), 0
request = function()
  count = count + 1
  headers["idempotency-key"] = run .. "-" .. count
  return wrk.format("POST", "/api/v1/submissions", headers, body)
end
done = function(summary, latency, _)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"seconds":%.3f,"rate":%.1f,"p50":%.3f,"p99":%.3f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
