#!/usr/bin/env bash
# Compares core/subscription/pattern.ts with AWS's event-ruler. Needs Java 17, Maven and `npm ci`. SEED=n for other cases.
set -euo pipefail
cd "$(dirname "$0")"
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
mvn --quiet --batch-mode dependency:build-classpath -Dmdep.outputFile="$build/classpath" >&2
classpath=$(cat "$build/classpath")
javac -encoding UTF-8 -cp "$classpath" -d "$build" Oracle.java
npx tsx compare.ts "$classpath" "$build"
