# Converts docs/configuration.md to the manual page afterword.toml(5), in the macros of man(7).
#
#   awk -v version=0.1.0 -f deploy/man/configuration.awk docs/configuration.md

# Code becomes bold, and links become their words.
function roff(text,    out, part, words, n, i, line) {
  gsub(/\\/, "\\e", text)
  gsub(/-/, "\\-", text)
  while (match(text, /\[[^]]*\]\([^)]*\)/)) {
    part = substr(text, RSTART + 1, RLENGTH - 1)
    sub(/\]\(.*/, "", part)
    text = substr(text, 1, RSTART - 1) part substr(text, RSTART + RLENGTH)
  }
  out = ""
  while (match(text, /`[^`]*`/)) {
    out = out substr(text, 1, RSTART - 1) "\\fB" substr(text, RSTART + 1, RLENGTH - 2) "\\fR"
    text = substr(text, RSTART + RLENGTH)
  }
  n = split(out text, words, / /)
  out = line = ""
  for (i = 1; i <= n; i++) {
    if (line != "" && length(line) + 1 + length(words[i]) > 78) { out = out line "\n"; line = "" }
    # A line that begins with one of these would be a request.
    if (line == "" && words[i] ~ /^[.']/) words[i] = "\\&" words[i]
    line = line (line == "" ? "" : " ") words[i]
  }
  return out line
}

function paragraph_ends() {
  if (words != "") print (paragraphs++ ? ".PP\n" : "") roff(words)
  words = ""
}

BEGIN {
  print ".TH AFTERWORD.TOML 5 \"\" \"Afterword " version "\" \"File Formats\""
  print ".SH NAME\nafterword.toml \\- configuration of the comment system Afterword"
  print ".SH DESCRIPTION"
}

/^# / { next }
/^\| (key|---) / { paragraph_ends(); if (!keys) print ".SH KEYS"; keys = 1; next }
/^\| / {
  line = substr($0, 3)
  sub(/ *\|$/, "", line)
  split(line, cell, / \| /)
  print ".TP\n" roff(cell[1]) " (" roff(cell[2]) ")"
  print roff(cell[3])
  next
}
/^[0-9]+\. / { paragraph_ends(); print ".IP " $1 " 4"; sub(/^[0-9]+\. /, ""); print roff($0); next }
/^$/ { paragraph_ends(); next }
{ words = words (words == "" ? "" : " ") $0 }

END {
  paragraph_ends()
  print ".SH SEE ALSO\n.BR afterword (1)"
}
