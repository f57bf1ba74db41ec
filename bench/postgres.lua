-- Requests of readers: films, their reviews and scores, and lists. FILMS is how many films there are.
local films = tonumber(os.getenv("FILMS"))
local lists = { "/v1/films?sort=-bayes", "/v1/films?sort=-added", "/v1/films?sort=-reviews", "/v1/reviews?limit=20", "/v1/outlets" }
math.randomseed(7)
request = function()
  local film, kind = math.random(films), math.random(10)
  local path = "/v1/films/" .. film
  if kind > 9 then path = lists[math.random(#lists)]
  elseif kind > 8 then path = path .. "/score"
  elseif kind > 6 then path = path .. "/reviews" end
  return wrk.format("GET", path)
end
done = function(summary, latency, _)
  local e = summary.errors
  io.write(string.format("%8.0f requests/s  p50 %7.2f ms  p99 %7.2f ms  %d errors\n", summary.requests * 1e6 / summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
