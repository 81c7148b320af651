#!/usr/bin/env python3
"""The layer rule of docs/architecture.md, read from the sources.

A folder of cgi/ is a layer and includes only the layers that its row below names. The folders inside
a layer are features. One layer alone includes each foreign library. What X.h declares, X.h or X.cc
defines. What visitors and moderators read is in templates/. `layers.py [DIRECTORY]` checks the tree there, else this one."""
import collections
import json
import pathlib
import re
import subprocess
import sys

# Each layer, and the layers that it may include beside itself.
LAYERS = {
    "base": "",
    "net": "base",
    "http": "base",
    "domain": "base",
    "store": "base http domain sql",
    "view": "base http domain markers",
    "mail": "base net http domain store view",
    "config": "base http domain store view mail",
    "doctor": "base net http domain store view mail config",
    "transfer": "base http domain store view mail",
    "handler": "base http domain store view mail config doctor",
    "server": "base http domain store view mail config doctor handler",
    "command": "base http domain store view mail config doctor transfer handler server",
    "embed": "view",
    "": "base config doctor server command",  # cgi/main.cc
}

# A foreign header, and the layers that alone include it.
FOREIGN = {
    r"fcgiapp|fcgi_stdio|fcgios": "server",
    r"sqlite3|libpq": "store embed",
    r"ctemplate/": "view",
    r"sodium": "base",
    r"re2/": "domain",
    r"cmark": "domain",
    r"zxcvbn": "domain",
    r"utf8proc": "base",
    r"CLI/": "command",
    r"toml\+\+": "config",
    r"curl/": "net",
}

# Columns are read and values bound by the functions that are made of sql/query (sql/README.md).
DRIVERS = {"cgi/store/sqlite/sqlite_database.cc"}

# Another engine is another driver: what SQLite is called with, and the files that it keeps, only its
# own folder knows, and only store/open_store names it.
DRIVER = re.compile(r"^cgi/(store/sqlite|embed)/")
OPENS_DRIVER = {"cgi/store/open_store.cc"}
OF_DRIVER = re.compile(r"sqlite3_|PRAGMA|\"-(wal|shm|journal)\"")

# The pure core asks nobody for time, chance, files or the environment.
PURE = re.compile(r"^cgi/(http|domain)/|^cgi/base/(text|url|page_path|ascii)\.")
IMPURE = re.compile(r"system_clock|getenv|std::rand|fopen|ifstream|std::time\(")

# Defined elsewhere on purpose: made of sql/schema by the build.
GENERATED = {"cgi/store/sqlite/schema.h"}

# What visitors and moderators read comes from templates/. Two words in a string of these layers are
# such a text, but for the files and strings below, log lines and the compiler's own messages.
WORDLESS = re.compile(r"^cgi/(view|handler|domain)/")
LITERAL = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<d>\w*)\(.*?\)(?P=d)"|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'', re.S)
TWO_WORDS = re.compile(r"[A-Za-z']{2,}[,.:;!?]* +[A-Za-z'{]{2,}|\} [A-Za-z']{2,}")
FOR_NO_READER = re.compile(r"\b(log_line|static_assert)\(")
FOR_OPERATORS = {
    "cgi/view/template_cache.cc",  # what is wrong with a site's own templates
    "cgi/view/template_rules.h",
    "cgi/domain/care/care_words.cc",  # what is wrong with the shipped list of weights
    "cgi/domain/moderation/moderation_action.cc",  # what commands print
}
HEADER_VALUE = re.compile(r"[a-z]+/[a-z+]+; charset=utf-8|(public|private), [a-z0-9=, -]+|GET, HEAD|"
                          r"[a-z]+-(src|ancestors) '[a-z]+'.*")
NO_SENTENCES = {
    "odd alt", " thread-odd thread-alt", "nofollow ugc noopener",  # attributes of HTML
    "account here", "own comment", "set-up code", "set-up code:", "worried reader",  # hashed
    "the database is not available\\n",  # /health, for monitors
    "Why not?", "I like jam.", "Good dog!", "buzz off, fly", "Extra chunky",  # tried on patterns
}


def check_words(sources):
    unused = set(NO_SENTENCES)
    for path, text in sources.items():
        if not WORDLESS.match(path) or path in FOR_OPERATORS:
            continue
        code = LITERAL.sub(lambda found: " " * len(found[0]), text)
        for found in LITERAL.finditer(text):
            token = found[0]
            if token[0] not in '"R':
                continue
            words = token[token.index('"') + 1:-1]
            unused.discard(words)
            if not TWO_WORDS.search(words) or HEADER_VALUE.fullmatch(words) or words in NO_SENTENCES:
                continue
            statement = max(code.rfind(end, 0, found.start()) for end in ";{}") + 1
            if not FOR_NO_READER.search(code, statement, found.start()):
                number = text.count("\n", 0, found.start()) + 1
                yield f"{path}:{number}: what people read belongs into templates/: {token}"
    for words in sorted(unused):
        yield f'no file has "{words}": remove it from tests/check/layers.py'


def layer_of(path):
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else ""


def check_includes(sources):
    foreign_seen = set()
    for path, text in sources.items():
        layer = layer_of(path)
        if layer not in LAYERS:
            yield f"{path}: unknown layer cgi/{layer}; give it a row in tests/check/layers.py"
            continue
        allowed = {layer, *LAYERS[layer].split()}
        for number, line in enumerate(text.splitlines(), 1):
            own = re.match(r'#include "([a-z]+)/', line)
            if own and own[1] not in allowed:
                yield f"{path}:{number}: cgi/{layer} must not include {own[1]}/"
            if re.match(r'#include "sql/statements\.h"', line) and path not in DRIVERS:
                yield f"{path}:{number}: only a database driver includes sql/statements.h"
            if not DRIVER.match(path):
                if OF_DRIVER.search(line):
                    yield f"{path}:{number}: only the driver of the database knows this: {line.strip()}"
                if line.startswith('#include "store/sqlite/') and path not in OPENS_DRIVER:
                    yield f"{path}:{number}: only store/open_store.cc includes the driver"
            for pattern, homes in FOREIGN.items():
                if re.match(rf"#include <({pattern})", line):
                    foreign_seen.add(pattern)
                    if layer not in homes.split():
                        yield f"{path}:{number}: only {homes} may include this header"
            if PURE.match(path) and IMPURE.search(line):
                yield f"{path}:{number}: the pure core must not use this: {line.strip()}"
    for pattern in FOREIGN.keys() - foreign_seen:
        yield f"no file includes <{pattern}>: remove its row from tests/check/layers.py"


def tags(root, files, kind):
    """Every tag of a kind: p for declarations, f for definitions of functions."""
    command = ["ctags", "--output-format=json", "--language-force=C++", f"--kinds-C++={kind}",
               "--fields=+sSn", "-f", "-", *files]
    lines = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    for line in lines.splitlines():
        tag = json.loads(line)
        if tag["_type"] != "tag":
            continue
        scope = re.sub(r"^afterword(::)?", "", tag.get("scope", ""))
        if "__anon" not in scope:
            yield tag["path"], (scope, tag["name"]), tag["line"]


def check_definitions(root, sources):
    definitions = collections.defaultdict(set)
    for path, name, _ in tags(root, sources, "f"):
        definitions[name].add(path)
    headers = [path for path in sources if path.endswith(".h") and path not in GENERATED]
    for path, name, line in tags(root, headers, "p"):
        homes = definitions[name]
        # Nothing defines what is pure, defaulted, deleted or a deduction guide.
        if homes and not homes & {path, path[:-2] + ".cc"}:
            where = ", ".join(sorted(homes))
            yield f"{path}:{line}: {'::'.join(filter(None, name))} is defined in {where}"


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else here
    sources = {str(path.relative_to(root)): path.read_text()
               for path in sorted(root.glob("cgi/**/*")) if path.suffix in (".h", ".cc")}
    faults = [*check_includes(sources), *check_words(sources),
              *check_definitions(root, sources)]
    for fault in faults:
        print(fault)
    if not faults:
        print("layers: ok")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
