-- Distinct comments by distinct people, over a hundred pages. What was taken is counted in the
-- database afterwards.
local count = 0
local seed = os.time() .. tostring({}):gsub("[^0-9a-f]", "")
local text = string.rep("A+sentence+that+somebody+could+have+written.+", 7)
request = function()
  count = count + 1
  local name = seed .. "x" .. count
  local body = "page=/p" .. (count % 100) .. "/&author=Bench&email=" .. name ..
    "@example.org&comment=" .. name .. "+" .. text
  return wrk.format("POST", "/comments/post",
    { ["Content-Type"] = "application/x-www-form-urlencoded" }, body)
end
done = function(summary) io.write(string.format("seconds: %f\n", summary.duration / 1e6)) end
