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

# Cuts the power 10,000 times in each journal mode.
power-cuts: $(BUILD)/unit_tests
	@LONG=1 $(BUILD)/unit_tests --gtest_filter='*PowerCut*'

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

BENCH_PROGRAMS := $(patsubst tests/bench/%.cc,$(BUILD)/bench/%,$(wildcard tests/bench/*.cc))

# Speed, memory and size, in one table; COMPARE=FILE compares with the results of an earlier run.
bench:
	@deploy/packages.sh test
	@$(MAKE) --no-print-directory -j$(JOBS) all static tests/node_modules $(BENCH_PROGRAMS)
	@node tests/bench/bench.mjs $(BUILD) --out $(BUILD)/bench/bench.json $(COMPARE:%=--compare %)

# The same comments in WordPress and Waline; installs about 600 MB of packages.
bench-peers:
	@deploy/packages.sh peers
	@$(MAKE) --no-print-directory -j$(JOBS) all tests/node_modules
	@mkdir -p $(BUILD)/bench
	@node tests/bench/peers.mjs $(BUILD) --out $(BUILD)/bench/peers.json $(COMPARE:%=--compare %)

# Imports of every format.
bench-import:
	@deploy/packages.sh test
	@$(MAKE) --no-print-directory -j$(JOBS) all tests/node_modules $(BENCH_PROGRAMS)
	@AFTERWORD=$(BUILD)/afterword node tests/bench/import.mjs $(BUILD)

# docs/performance.md and its plots, with the results of the last `make bench` and `make bench-peers`.
performance: tests/node_modules
	@node tests/bench/performance.mjs $(wildcard $(BUILD)/bench/bench.json $(BUILD)/bench/peers.json)

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

# Needs clang, for libFuzzer. SECONDS is the time for each target; T names targets, all without it.
FUZZ_CXX ?= clang++
FUZZ_SANITIZERS := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
fuzz: BUILD := $(BUILD)/fuzz
fuzz:
	@deploy/packages.sh fuzz
	@$(MAKE) --no-print-directory -j$(JOBS) SMALL= EXTRA_LDFLAGS='$(FUZZ_SANITIZERS)' $(BUILD)/fuzzer BUILD=$(BUILD) CXX='$(FUZZ_CXX)' RUNTIME= \
	  CXXFLAGS='-O1 -g1 -fno-omit-frame-pointer $(FUZZ_SANITIZERS)' \
	  EXTRA_CXXFLAGS='-U_FORTIFY_SOURCE -ftrivial-auto-var-init=uninitialized'
	@tests/fuzz/run.sh $(BUILD) '$(or $(SECONDS),60)' $(T)

$(BUILD)/fuzzer: $(BUILD)/obj/tests/fuzz/fuzz.o $(FUZZ_OBJ) $(OBJECTS) $(EMBEDDED)
	@echo "  link    $@"
	@$(CXX) $(LDFLAGS) -fsanitize=fuzzer $^ $(LIBS) -o $@

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

# What the benches compare with.
$(BUILD)/bench/%: tests/bench/%.cc
	@mkdir -p $(@D)
	@$(CXX) -std=c++20 -O2 $(if $(filter hello_cgi,$*),-static) $< $(if $(filter %_fastcgi,$*),-lfcgi,$(if $(filter hello_cgi,$*),,-lsqlite3)) -o $@
