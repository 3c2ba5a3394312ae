# make demo   sets everything up and links a document of seeds/
# make test   sets everything up and runs the tests, all but the slow ones and those of the data
# make test-slow  runs those that start engines, servers, browsers and programs
# make test-data  runs those of the data: is what is generated fresh, is the whole default gazetteer sound?
# make test-twins runs those that reach what the compiled kernel does, without it
# make test-sanitized runs the tests of the kernel with the checks of gcc's sanitizers
# make fuzz   asks the running service, for two minutes, for what its description allows and what it forbids
# make soak   asks it for ten minutes while workers are killed and answers read slowly
# make data   makes the generated data files again
# make kernel compiles the kernel again, where its source has changed since
# make places builds the package namelink-places, a larger gazetteer, into build/places
# make docs   builds the documentation into build/docs
# make fuzz   feeds the library with what a fuzzer makes up, for SECONDS each (60)
# make lock   pins what CI, `make demo` and the image install, with the hash of each file, in .ci/*.txt
# make sbom   writes what a wheel brings with it, and under which licences: dist/namelink.cdx.json, dist/licences.md
# make audit  looks the pinned versions up among known vulnerabilities
# make check  lint, types, and all tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Processes that run tests.
JOBS ?= auto
RECORDS := $(wildcard data/gazetteer/*.jsonl)
SOURCES := data/gazetteer/SOURCES.toml
KEYS := src/namelink/record.py $(shell find src/namelink/index src/namelink/lang src/namelink/names \
  src/namelink/phonetics src/namelink/scripts src/namelink/text -name '*.py' -o -name '*.tsv')
KERNEL := $(VENV)/kernel
INDEX := src/namelink/gazetteer/default/manifest.json

.PHONY: demo test test-slow test-twins test-sanitized test-data check lint types index kernel data places docs clean
.PHONY: release fuzz fuzz-service soak lock sbom audit

demo: $(INDEX)
	$(BIN)/namelink link --format table seeds/01-*.txt

# Each process opens the same index. Tests stay in their order, so that what those of a file share starts once, but for
# the last ones of a process, which another takes over that has none left.
test: $(INDEX)
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "not data and not slow"

test-slow: $(INDEX)
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "slow and not data" tests

test-data: $(INDEX)
	$(BIN)/python -m pytest -n $(JOBS) -m data

# What the kernel computes, by its Python twins. What is left out tests what no kernel computes, or asks for some hundred names
# more, which takes minutes.
TWINS := $(filter-out %_attributes.py %_standard_romanization.py,$(wildcard tests/matching/test_*.py)) \
  tests/transliteration/test_transducer.py
test-twins: $(INDEX)
	NAMELINK_IMPLEMENTATION=python $(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "not data and not slow" $(TWINS)

# The kernel with the compiler's checks of memory and of arithmetic, in a copy of the sources.
test-sanitized: $(INDEX)
	rm -rf build/sanitized
	mkdir -p build/sanitized
	cp -r pyproject.toml src tests tools build/sanitized
	cd build/sanitized && NAMELINK_KERNEL_FLAGS="-fsanitize=address,undefined -fno-sanitize-recover=undefined" \
	  ../../$(BIN)/python tools/build_kernel.py
	cd build/sanitized && ASAN_OPTIONS=detect_leaks=0 PYTHONPATH=src \
	  LD_PRELOAD="$$(gcc -print-file-name=libasan.so) $$(gcc -print-file-name=libubsan.so)" \
	  ../../$(BIN)/python -m pytest -q -s -p no:cacheprovider tests/test_kernel*.py -k "not implementation"

soak: $(INDEX)
	$(BIN)/python tools/soak.py -- --seconds 60

check: lint types test test-slow test-twins test-data

# Coverage-guided, in an environment of its own; what it finds lies in build/fuzz, and what it has learned beside it.
SECONDS ?= 60
fuzz: $(INDEX)
	test -x build/fuzz/venv/bin/python || { $(BIN)/python -m venv --system-site-packages build/fuzz/venv && build/fuzz/venv/bin/python -m pip install --quiet "pip>=25.1"; }
	build/fuzz/venv/bin/python -m pip install --quiet --group fuzz
	for target in $$($(BIN)/python tools/fuzz.py); do \
	  PYTHONPATH=src:$$(echo $(VENV)/lib/python3*/site-packages) \
	  build/fuzz/venv/bin/python tools/fuzz.py $$target --seconds $(SECONDS) || exit 1; done

# Every operation of the running service, by its own description.
fuzz-service: $(INDEX)
	test -x build/fuzz-service/bin/python || { $(BIN)/python -m venv build/fuzz-service && build/fuzz-service/bin/python -m pip install --quiet "pip>=25.1"; }
	build/fuzz-service/bin/python -m pip install --quiet --group fuzz-service
	$(BIN)/python tools/fuzz_service.py --seconds $(SECONDS) --schemathesis build/fuzz-service/bin/schemathesis

# What CI installs; and of it, in the same versions, what `make demo` and `make test` need, and what the image is built and
# runs with.
LOCK := build/release/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-emit-index-url \
  --custom-compile-command "make lock"
lock: build/release/ready
	$(LOCK) pyproject.toml --group dev --group engines --group exports --group browser --group container --group docs \
	  --output-file .ci/requirements.txt --upgrade
	$(LOCK) pyproject.toml --group dev --constraint .ci/requirements.txt --output-file .ci/dev.txt
	$(LOCK) --group build --constraint .ci/requirements.txt --output-file .ci/build.txt
	$(LOCK) pyproject.toml --extra documents --extra mcp --extra serve --constraint .ci/requirements.txt \
	  --output-file .ci/image.txt

# Of an environment that holds the wheel and what pip installs with it, and nothing else; the same bytes every time.
sbom: build/release/ready $(VENV)/ready
	rm -rf build/shipped dist/*.whl
	$(BIN)/python -m build --quiet
	build/release/bin/uv venv --quiet --python $(BIN)/python build/shipped
	build/release/bin/uv pip install --quiet --python build/shipped/bin/python dist/*.whl
	build/release/bin/cyclonedx-py environment build/shipped/bin/python --pyproject pyproject.toml --mc-type library \
	  --output-reproducible --gather-license-texts --output-file dist/namelink.cdx.json
	build/release/bin/pip-licenses --python build/shipped/bin/python --format markdown --with-urls --order name \
	  --output-file dist/licences.md

# What is uploaded: built twice to the same bytes, as an index wants it, and run from the wheel alone as pipx and uvx do.
release: sbom
	rm -rf build/again
	$(BIN)/python -m build --quiet --outdir build/again
	for file in build/again/*; do cmp "$$file" "dist/$$(basename "$$file")" || exit 1; done
	build/release/bin/twine check --strict dist/*.whl dist/*.tar.gz
	build/release/bin/uvx --isolated --python $(BIN)/python --from dist/*.whl namelink resolve "صادر جباروف" --format json

audit: build/release/ready
	build/release/bin/pip-audit --requirement .ci/requirements.txt --require-hashes --disable-pip

build/release/ready: pyproject.toml $(VENV)/ready
	test -x build/release/bin/python || { $(BIN)/python -m venv build/release && build/release/bin/python -m pip install --quiet "pip>=25.1"; }
	build/release/bin/python -m pip install --quiet --group release
	touch $@

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready
	$(BIN)/mypy

index: $(INDEX)

# The environment of the lock, with the package installed in place; the kernel and the index are built by their own rules.
$(VENV)/ready: pyproject.toml tools/build_hook.py .ci/dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement .ci/dev.txt
	NAMELINK_BARE=1 $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

kernel: $(KERNEL)

# Without a compiler there is none, and nothing is missing but speed.
$(KERNEL): src/namelink/_kernel.pyx $(wildcard src/namelink/_kernel_*.pxi) tools/build_kernel.py | $(VENV)/ready
	$(BIN)/python tools/build_kernel.py || echo "no compiled kernel: the Python twins run"
	touch $@

# The index again, where a record, or what makes its keys, has changed since.
$(INDEX): $(RECORDS) $(SOURCES) $(KEYS) | $(VENV)/ready $(KERNEL)
	$(BIN)/namelink gazetteer build $(RECORDS) --date $$($(BIN)/python tools/gazetteer_date.py) -o $(dir $@)
	touch $@

# The generated records and tables again; a test proves the committed ones fresh.
data: $(VENV)/ready
	$(BIN)/python tools/cities.py
	$(BIN)/python tools/countries.py
	$(BIN)/python tools/country_words.py
	$(BIN)/python tools/word_frequencies.py

# Records, an index of them, and a wheel that pip installs beside namelink.
places: $(VENV)/ready
	$(BIN)/python tools/places.py -o build/places

# A warning is an error: a link that leads nowhere, a page that no page leads to.
docs: $(INDEX) $(VENV)/docs-ready
	$(BIN)/sphinx-build -W --keep-going --fresh-env --quiet -b html docs build/docs
	@echo "build/docs/index.html"

$(VENV)/docs-ready: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --group docs --constraint .ci/requirements.txt
	touch $@

clean:
	rm -rf $(VENV) build dist src/namelink/gazetteer/default
