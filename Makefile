# Afterword's build. `make` needs a C++20 compiler and the -dev packages listed in
# deploy/packages.sh; `make run` and `make test` install missing ones themselves (apt, as root or
# with sudo).
#
#   make            build/afterword
#   make run        a demo blog on http://127.0.0.1:8080/ (PORT=N for another), Ctrl-C ends it
#   make test       all tests; ends with "N passed, N failed"
#   make bench      a table of speed, size and their ratios (docs/performance.md); COMPARE=FILE compares
#                   with an earlier run; bench-against OTHER=PROGRAM compares this build with another one;
#                   bench-large measures with COMMENTS=1000000
#   make bench-peers    the same beside WordPress and Waline; `make performance` writes docs/performance.md
#                   from the results of both
#   make asan       the unit and HTTP tests with address and undefined-behaviour sanitizers
#   make coverage   the same tests; line coverage by folder
#   make fuzz       libFuzzer with the same sanitizers on each target of tests/fuzz: SECONDS=60 T='markup url'
#   make check      format, lint, layers, warnings as errors
#   make static     build/static/afterword, a single file without shared libraries
#   make dist       build/afterword-VERSION.zip, for upload to shared hosting
#   make install    DESTDIR= PREFIX=/usr/local; includes systemd units
#   make deb        build/afterword_VERSION_ARCH.deb, a package for Debian and Ubuntu
#   make clean

# No rules but those below: make knows how to link a program from a .cc file of its name, and would try
# that for a folder that is a prerequisite.
MAKEFLAGS += --no-builtin-rules

CXX      ?= g++
PREFIX   ?= /usr/local
PORT     ?= 8080
BUILD    ?= build
JOBS     ?= $(shell nproc)
VERSION  := $(shell cat VERSION)

WARNINGS := -Wall -Wextra -Wconversion -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum \
            -Werror=format-security -Werror=missing-field-initializers
HARDEN   := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-clash-protection \
            -fstack-protector-strong -fcf-protection=full -ftrivial-auto-var-init=zero \
            -fno-delete-null-pointer-checks -fno-strict-overflow
# One section per function, so that the linker can remove unused ones.
SECTIONS := -ffunction-sections -fdata-sections
# For a debugger: make CXXFLAGS='-O2 -g'.
CXXFLAGS ?= -O2
# GCC collects its garbage only above this heap size in kB; large objects are compiled 10 % faster.
COLLECT  := $(if $(findstring clang,$(CXX)),,--param=ggc-min-heapsize=786432)
ALL_CXXFLAGS = -std=c++20 $(CXXFLAGS) $(COLLECT) $(WARNINGS) $(HARDEN) $(SECTIONS) -fPIE $(EXTRA_CXXFLAGS) \
            -Icgi -I$(BUILD)/gen -DAFTERWORD_VERSION='"$(VERSION)"' -MMD -MP
LDFLAGS  += -pie -Wl,-z,noexecstack,-z,relro,-z,now,--as-needed,--gc-sections $(EXTRA_LDFLAGS)

RUNTIME  := -static-libstdc++ -static-libgcc
# Small libraries are linked statically, so that a CGI process starts without loading them. Symbols are
# looked up in the libraries in their order, so the C library comes first, which has almost all.
LIBS     := -Wl,-Bstatic -lctemplate_nothreads -lre2 -lsodium -lcmark -lutf8proc -lsqlite3 -lexpat -lgumbo -lyaml -lz \
            -Wl,-Bdynamic -l:libc.so.6 -lzxcvbn $(RUNTIME) -lresolv -ldl -lm -lpthread

comma    := ,

# A folder of cgi/ is a layer; its subfolders are features.
in       = $(wildcard cgi/$(1)/*.$(2) cgi/$(1)/*/*.$(2))
SOURCES  := $(filter-out cgi/embed/%,$(call in,*,cc))
# A folder is compiled as one object, so that its headers are parsed once. Names in anonymous namespaces
# must be unique within such a folder. Compiled alone are files of other folders, where such names
# clash, and files with an expensive header that the others do not need.
ALONE    := cgi/base/format_library.cc cgi/base/json.cc cgi/command/command_line.cc
in_batch = $(filter-out $(ALONE),$(wildcard cgi/$(1)/*.cc))
# What serves a request for a thread: folders and files. It is linked first, because the linker keeps the
# first copy of an inline function that several files define.
FAST_BATCHES := base http domain domain/markup domain/care handler handler/thread server/runtime \
            store/comment store/engine store/sqlite view/thread
FAST     := cgi/base/format_library cgi/base/json
BATCHES  := $(FAST_BATCHES) command command/transfer config doctor domain/account domain/comment domain/moderation \
            domain/policy handler/account handler/link handler/moderation handler/publish mail server/application store store/foreign \
            store/mail store/moderation store/people store/published store/transfer transfer transfer/json transfer/readers \
            transfer/wordpress view view/mail view/moderation
FAST_OBJ := $(FAST_BATCHES:%=$(BUILD)/obj/batch/%.o) $(FAST:%=$(BUILD)/obj/%.o)
BATCHED  := $(foreach folder,$(BATCHES),$(call in_batch,$(folder)))
# The file of tests/instrument/ to link; set by `make asan` and `make coverage`.
INSTRUMENT =
OBJECTS  := $(INSTRUMENT:%=$(BUILD)/obj/tests/instrument/%.o) $(FAST_OBJ) \
            $(filter-out $(FAST_OBJ),$(BATCHES:%=$(BUILD)/obj/batch/%.o) \
              $(patsubst %.cc,$(BUILD)/obj/%.o,$(filter-out $(BATCHED),$(SOURCES))))
UNIT     := $(wildcard tests/unit/*_test.cc)
FUZZ_OBJ := $(BUILD)/obj/tests/fuzz/targets.o $(BUILD)/obj/tests/fuzz/markup_check.o
UNIT_OBJ := $(UNIT:%.cc=$(BUILD)/obj/%.o) $(FUZZ_OBJ)
TEMPLATES := $(wildcard templates/*)
# What `afterword quickstart` writes.
QUICKSTART := deploy/quickstart.sh deploy/nginx/afterword.conf deploy/apache/afterword.conf \
              deploy/caddy/afterword.caddy deploy/lighttpd/afterword.conf deploy/debian/afterword.toml \
              deploy/systemd/afterword.service deploy/systemd/afterword.socket
MARKERS  := $(patsubst templates/%.tpl,$(BUILD)/gen/markers/%.h,$(wildcard templates/*.tpl))
QUERIES  := $(wildcard sql/query/*.sql)
MIGRATIONS := $(wildcard sql/schema/sqlite/*.sql)
STATEMENTS := $(BUILD)/gen/sql/statements.h $(patsubst sql/query/%.sql,$(BUILD)/gen/sql/%.h,$(QUERIES))
EMBEDDED := $(patsubst %,$(BUILD)/obj/gen/%.o,sql schema templates)
GENERATED := $(STATEMENTS) $(BUILD)/gen/view/templates.h $(MARKERS)

all: $(BUILD)/afterword

$(BUILD)/afterword: $(BUILD)/obj/cgi/main.o $(OBJECTS) $(EMBEDDED) | $(BUILD)/gen/sql.used
	@echo "  link    $@"
	@$(CXX) $(LDFLAGS) $^ $(LIBS) -o $@

static: $(BUILD)/static/afterword

# The linker gold keeps one copy of identical functions, which saves 2 % of the static program. With -O2 it
# also merges texts that end alike.
FOLD = $(if $(shell command -v ld.gold),-fuse-ld=gold -Wl$(comma)--icf=safe)

# A static program cannot load libcurl, so its version of this file only reports that. It is not
# position-independent (-static, not -static-pie), because Debian compiles libzxcvbn.a without -fPIE
# (docs/decisions/0010-password-strength.md).
$(BUILD)/obj/static/curl.o: cgi/net/curl.cc $(BUILD)/flags
	@mkdir -p $(@D)
	@$(CXX) $(ALL_CXXFLAGS) -DAFTERWORD_STATIC -c $< -o $@

$(BUILD)/obj/static/unused_math.o: deploy/static/unused_math.c
	@mkdir -p $(@D)
	@$(CC) -Os -fno-builtin -c $< -o $@

# C libraries through which no exception passes: none of our functions that they call throws. Without their
# tables for exceptions, the static program is 2 % smaller.
C_ONLY   := sqlite3 sodium cmark gumbo z utf8proc zxcvbn
$(BUILD)/obj/static/lib%.a:
	@mkdir -p $(@D)
	@objcopy --remove-section=.eh_frame $$($(CXX) -print-file-name=$(@F)) $@

$(BUILD)/static/afterword: $(C_ONLY:%=$(BUILD)/obj/static/lib%.a)
$(BUILD)/static/afterword: $(BUILD)/obj/static/curl.o $(BUILD)/obj/static/unused_math.o $(BUILD)/obj/cgi/main.o $(OBJECTS) $(EMBEDDED) | $(BUILD)/gen/sql.used
	@echo "  link    $@"
	@mkdir -p $(@D)
	@$(CXX) $(filter-out -pie,$(LDFLAGS)) -static -s -Wl,-O2 $(FOLD) -L$(BUILD)/obj/static $(filter-out %.a $(BUILD)/obj/cgi/net/curl.o,$^) $(filter-out -Wl$(comma)-B% -static-lib% -l:%,$(LIBS)) -o $@

# --- generated: templates and SQL are embedded in the program, or the build reports why not -------

# Run only during the build, so optimised for build time, whatever the program is optimised for.
BUILD_TOOL = $(CXX) -std=c++20 -O0 $(WARNINGS) $(filter -Werror,$(EXTRA_CXXFLAGS)) -Icgi

$(BUILD)/embed: $(wildcard cgi/embed/*) cgi/base/gzip.cc cgi/base/gzip.h cgi/view/template_rules.h
	@mkdir -p $(@D)
	@echo "  compile cgi/embed/*.cc"
	@printf '#include "%s"\n' $(patsubst cgi/%,%,$(filter %.cc,$^)) > $@.cc
	@$(BUILD_TOOL) $@.cc -lsqlite3 -lz -lctemplate_nothreads -o $@

# Headers are written only if they change, so that a change of one SQL file recompiles only its
# callers.
$(BUILD)/gen/sql.stamp: $(BUILD)/embed sql/query $(QUERIES) $(MIGRATIONS)
	@mkdir -p $(@D)
	@$(BUILD)/embed statements sql/query sql/schema/sqlite $(BUILD)/gen
	@touch $@

$(STATEMENTS) $(BUILD)/gen/sql.cc: $(BUILD)/gen/sql.stamp ;

# Refuses statements that no store calls.
$(BUILD)/gen/sql.used: $(BUILD)/embed $(QUERIES) $(call in,store,cc)
	@mkdir -p $(@D)
	@$(BUILD)/embed unused sql/query $(filter cgi/store/%,$^)
	@touch $@

$(BUILD)/gen/schema.cc: $(BUILD)/embed $(MIGRATIONS)
	@mkdir -p $(@D)
	@$(BUILD)/embed schema sql/schema/sqlite $@

# The same holds for templates: changing a template's text recompiles only that text.
$(BUILD)/gen/templates.stamp: $(BUILD)/embed templates $(TEMPLATES) $(QUICKSTART)
	@mkdir -p $(BUILD)/gen/view
	@$(BUILD)/embed templates templates $(BUILD)/gen/view/templates.h $(BUILD)/gen/templates.cc $(QUICKSTART)
	@touch $@

$(BUILD)/gen/view/templates.h $(BUILD)/gen/templates.cc: $(BUILD)/gen/templates.stamp ;

# The prefix of a marker's name are the initials of its template's name.
$(BUILD)/gen/markers/%.stamp: templates/%.tpl cgi/embed/markers.sed
	@mkdir -p $(@D)
	@ctemplate-make_tpl_varnames_h -q -t templates -o $(@D) -s .tmp $(<F)
	@sed -i -f cgi/embed/markers.sed $(@D)/$(<F).tmp
	@cmp -s $(@D)/$(<F).tmp $(@:.stamp=.h) || mv $(@D)/$(<F).tmp $(@:.stamp=.h)
	@touch $@

$(BUILD)/gen/markers/%.h: $(BUILD)/gen/markers/%.stamp ;

# --- compiling ---------------------------------------------------------------------------------

# Files that serve a reader's request are optimised for speed. Everything else, where the database
# or the disk dominates the time, is optimised for size. At -Os, compilers for x86 copy even short
# strings with the slow `rep movs`; -mstringop-strategy=libcall avoids that. Tests are optimised for
# build time.
# Without the analysis of what pointers point to, they are compiled 5 % faster, but GCC warns of accesses
# that do not exist. `make check` compiles them with it and with these warnings.
SMALL    := -Os $(if $(findstring clang,$(CXX)),,-fno-tree-pta -Wno-array-bounds -Wno-stringop-overread) \
            $(if $(filter x86_64%,$(shell $(CXX) -dumpmachine)),-mstringop-strategy=libcall)
TESTING  := -O0 -U_FORTIFY_SOURCE
SMALL_OBJ := $(filter-out $(FAST_OBJ),$(BUILD)/obj/cgi/main.o $(OBJECTS))
$(SMALL_OBJ): FLAVOR_FLAGS = $(SMALL)
$(SMALL_OBJ): FLAVOR = small
$(UNIT_OBJ): FLAVOR_FLAGS = $(TESTING) -Itests
$(UNIT_OBJ): FLAVOR = testing
FLAVOR    = fast
COMPILE   = $(CXX) $(ALL_CXXFLAGS) $(FLAVOR_FLAGS)

# Objects depend on this file, which changes only if the flags do, and not on the Makefile.
FLAGS_NOW = $(CXX) $(ALL_CXXFLAGS) | $(SMALL) | $(TESTING)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(FLAGS_NOW))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(FLAGS_NOW))' > $@

# Frequently included headers, precompiled for each set of flags.
PRECOMPILED = -include $(BUILD)/precompiled/$(FLAVOR)/precompiled.h -Winvalid-pch
$(BUILD)/precompiled/small/%: FLAVOR_FLAGS = $(SMALL)
$(BUILD)/precompiled/testing/%: FLAVOR_FLAGS = $(TESTING)
$(BUILD)/precompiled/%/precompiled.h.gch: cgi/precompiled.h $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  compile $< ($*)"
	@cp $< $(@D)/precompiled.h
	@$(COMPILE) -x c++-header $(@D)/precompiled.h -o $@

$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.cc $(BUILD)/flags $(BUILD)/precompiled/fast/precompiled.h.gch
	@mkdir -p $(@D)
	@echo "  compile $<"
	@$(COMPILE) $(PRECOMPILED) -c $< -o $@

$(UNIT_OBJ): $(BUILD)/precompiled/testing/precompiled.h.gch
$(SMALL_OBJ): $(BUILD)/precompiled/small/precompiled.h.gch
$(FAST_OBJ): $(BUILD)/precompiled/fast/precompiled.h.gch

$(BUILD)/obj/%.o: %.cc $(BUILD)/flags | $(GENERATED)
	@mkdir -p $(@D)
	@echo "  compile $<"
	@$(COMPILE) $(PRECOMPILED) -c $< -o $@

# The compiler takes an included source for a header, where a member of a type in an anonymous namespace
# would be a mistake.
define batch
$(BUILD)/obj/batch/$(1).o: $(call in_batch,$(1)) $(sort $(dir $(call in_batch,$(1)))) $(BUILD)/flags | $(GENERATED)
	@mkdir -p $$(@D)
	@echo "  compile cgi/$(1)/*.cc"
	@printf '#include "%s"\n' $(patsubst cgi/%,%,$(call in_batch,$(1))) > $$(@:.o=.cc)
	@$$(COMPILE) -Wno-subobject-linkage $$(PRECOMPILED) -c $$(@:.o=.cc) -o $$@

endef
$(eval $(foreach folder,$(BATCHES),$(call batch,$(folder))))

$(BUILD)/unit_tests: $(UNIT_OBJ) $(OBJECTS) $(EMBEDDED)
	@echo "  link    $@"
	@$(CXX) $(LDFLAGS) $^ $(LIBS) -lgtest -lgtest_main -o $@

-include $(wildcard $(BUILD)/obj/*/*.d $(BUILD)/obj/*/*/*.d $(BUILD)/obj/*/*/*/*.d $(BUILD)/precompiled/*/*.d)

.PHONY: FORCE all man images run test care-tools unit power-cuts http browser interop-wordpress bench bench-import bench-peers performance bench-against bench-large asan coverage fuzz instrumented check static dist install deb clean deps-run deps-test
.DELETE_ON_ERROR:
.SECONDARY: $(MARKERS) $(MARKERS:.h=.stamp) $(foreach flavor,fast small testing,$(BUILD)/precompiled/$(flavor)/precompiled.h.gch)

include tests/tests.mk

# The manual pages, from the table of commands and the table of keys.
DATED     = sed "1s/\"\"/$$(date -u -r VERSION +%Y-%m-%d)/"
MANUALS  := $(BUILD)/man/afterword.1 $(BUILD)/man/afterword.toml.5
man: $(MANUALS)

$(BUILD)/man/afterword.1: $(BUILD)/afterword
	@mkdir -p $(@D)
	@$(BUILD)/afterword manual | $(DATED) > $@

$(BUILD)/man/afterword.toml.5: docs/configuration.md deploy/man/configuration.awk VERSION
	@mkdir -p $(@D)
	@awk -v version=$(VERSION) -f deploy/man/configuration.awk docs/configuration.md | $(DATED) > $@

dist: $(BUILD)/afterword-$(VERSION).zip

$(BUILD)/afterword-$(VERSION).zip: $(BUILD)/static/afterword deploy/dist.sh $(wildcard deploy/shared-hosting/*)
	@command -v zip >/dev/null || deploy/packages.sh dist
	@echo "  pack    $@"
	@deploy/dist.sh $< $(VERSION) $@

# The units name /usr/bin, where packages install programs; this replaces it.
install: $(BUILD)/afterword $(MANUALS)
	install -D -m 755 $(BUILD)/afterword $(DESTDIR)$(PREFIX)/bin/afterword
	install -d $(DESTDIR)$(PREFIX)/share/doc/afterword $(DESTDIR)$(PREFIX)/lib/systemd/system
	cp -R README.md docs deploy $(DESTDIR)$(PREFIX)/share/doc/afterword/
	install -D -m 644 $(BUILD)/man/afterword.1 $(DESTDIR)$(PREFIX)/share/man/man1/afterword.1
	install -D -m 644 $(BUILD)/man/afterword.toml.5 $(DESTDIR)$(PREFIX)/share/man/man5/afterword.toml.5
	install -D -m 644 deploy/systemd/afterword.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/afterword.conf
	for unit in afterword.service afterword.socket; do \
	  sed -e 's|/usr/bin/afterword|$(PREFIX)/bin/afterword|' \
	      -e 's|/usr/share/doc/|$(PREFIX)/share/doc/|' deploy/systemd/$$unit \
	      > $(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit || exit 1; \
	done

deb:
	@deploy/packages.sh deb
	@$(MAKE) --no-print-directory -j$(JOBS) all man
	@deploy/debian/build.sh $(BUILD)

clean:
	rm -rf $(BUILD) tests/node_modules
