# Running, testing, measuring and checking; included by the Makefile.

run:
	@deploy/packages.sh run
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@exec deploy/demo/run.sh $(BUILD) $(PORT)

test:
	@deploy/packages.sh test
	@$(MAKE) --no-print-directory -j$(JOBS) all static dist $(BUILD)/unit_tests tests/node_modules
	@exec tests/run.sh $(BUILD)

# Runs selected tests without installing anything: make unit T='PagePath*', make http T='words of a
# name', make browser T='words of a name'. Without T, runs all tests of the kind.
unit: $(BUILD)/unit_tests
	@$(BUILD)/unit_tests --gtest_list_tests --gtest_filter='$(or $(T),*)' | grep -q '^  ' || { echo "no unit test is named $(T)" >&2; exit 1; }
	@$(BUILD)/unit_tests --gtest_brief=1 --gtest_filter='$(or $(T),*)'

http browser: all tests/node_modules
	@AFTERWORD=$(BUILD)/afterword tests/some.sh $@ '$(T)'

# The screenshots in docs/images.
images: all tests/node_modules
	@AFTERWORD=$(BUILD)/afterword node tests/browser/images.mjs docs/images

# npm updates the modification time, so this runs only when the list of packages changes.
tests/node_modules: tests/package-lock.json
	@cd tests && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# Imports to and exports from a real WordPress; installs about 300 MB of packages.
interop-wordpress:
	@deploy/packages.sh interop-wordpress
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(MAKE) --no-print-directory tests/node_modules
	@AFTERWORD=$(BUILD)/afterword node --test tests/interop/wordpress.test.mjs

bench:
	@deploy/packages.sh test
	@$(MAKE) --no-print-directory -j$(JOBS) all static tests/node_modules $(BUILD)/bench/bare_fastcgi $(BUILD)/bench/bare_sqlite $(BUILD)/bench/bare_rows $(BUILD)/bench/hello_cgi
	@node tests/bench/bench.mjs $(BUILD)
	@AFTERWORD=$(BUILD)/afterword node tests/bench/queue.mjs
	@AFTERWORD=$(BUILD)/afterword node tests/bench/import.mjs $(BUILD)

# Each kind of page and command with many comments: COMMENTS=10000000 needs 20 GB of disk space.
bench-large: all tests/node_modules
	@AFTERWORD=$(BUILD)/afterword node tests/bench/large.mjs $(COMMENTS)

# Compares this build with another program: OTHER=/path/to/afterword.
bench-against:
	@deploy/packages.sh test
	@$(MAKE) --no-print-directory -j$(JOBS) all tests/node_modules
	@node tests/bench/against.mjs $(BUILD) $(OTHER)

# --- instrumented builds, each in its own folder --------------------------------------------------

# The same sources and rules with other flags and without size optimisation: `make instrumented
# INSTRUMENT=...` builds what the unit and HTTP tests need.
INSTRUMENTED = $(MAKE) --no-print-directory -j$(JOBS) SMALL= EXTRA_LDFLAGS='$(1) -Wl,--wrap=_exit'
instrumented: all $(BUILD)/unit_tests tests/node_modules

# A sanitizer report ends its process and is written to a file, so that the tests continue; this
# target fails if there is one. libstdc++ is linked as a shared library, because the sanitizer must
# precede it. FORTIFY would hide calls from the sanitizer.
ASAN      := -fsanitize=address,undefined -fno-sanitize-recover=all
asan: BUILD := $(BUILD)/asan
asan:
	@deploy/packages.sh test
	@$(call INSTRUMENTED,$(ASAN)) instrumented BUILD=$(BUILD) INSTRUMENT=sanitizers RUNTIME= \
	  CXXFLAGS='-O1 -g1 -fno-omit-frame-pointer $(ASAN)' \
	  EXTRA_CXXFLAGS='-U_FORTIFY_SOURCE -DFINDINGS_DIRECTORY="\"$(abspath $(BUILD))/findings\""'
	@tests/instrument/asan.sh $(BUILD)

coverage: BUILD := $(BUILD)/coverage
coverage:
	@deploy/packages.sh test
	@$(call INSTRUMENTED,--coverage) instrumented BUILD=$(BUILD) INSTRUMENT=coverage \
	  CXXFLAGS='-O0 -g1 --coverage -fprofile-update=prefer-atomic' EXTRA_CXXFLAGS=-U_FORTIFY_SOURCE
	@tests/instrument/coverage.sh $(BUILD)

check:
	@deploy/packages.sh test
	@tests/check/layers.py
	@tests/check/format.sh
	@$(MAKE) --no-print-directory $(GENERATED)
	@tests/check/lint.sh $(BUILD)
	@$(MAKE) --no-print-directory -j$(JOBS) all SMALL= BUILD=$(BUILD)/werror EXTRA_CXXFLAGS=-Werror CXXFLAGS=-O1

# Care: tools that learn the word weights and measure any file of texts (docs/care.md).
care-tools: $(BUILD)/care_learn_words $(BUILD)/care_measure

$(BUILD)/care_%: tests/care/%.cc $(OBJECTS) $(EMBEDDED)
	@echo "  link    $@"
	@$(CXX) $(filter-out -MMD -MP,$(ALL_CXXFLAGS)) $(LDFLAGS) $^ $(LIBS) -o $@

$(BUILD)/bench/bare_fastcgi: tests/bench/bare_fastcgi.cc
	@mkdir -p $(@D)
	@$(CXX) -O2 $< -lfcgi -o $@

$(BUILD)/bench/bare_rows: tests/bench/bare_rows.cc
	@mkdir -p $(@D)
	@$(CXX) -std=c++20 -O2 $< -lsqlite3 -o $@

$(BUILD)/bench/bare_sqlite: tests/bench/bare_sqlite.cc
	@mkdir -p $(@D)
	@$(CXX) -std=c++20 -O2 $< -lsqlite3 -o $@

$(BUILD)/bench/hello_cgi: tests/bench/hello_cgi.cc
	@mkdir -p $(@D)
	@$(CXX) -O2 -static $< -o $@
