#!/bin/sh
# Makes the three jars: package.sh SOURCE BUILD NAME LIBRARY PLATFORM JAVAC JAR JAVADOC
#
# SOURCE is this folder, BUILD holds generated/, pom.xml and manifest.txt, NAME is the jars' path up to its ending. The
# native LIBRARY goes into the jar under the name that the loader looks for on PLATFORM.
set -eu
source=$1 build=$2 name=$3 library=$4 platform=$5 javac=$6 jar=$7 javadoc=$8
written=$source/src/main/java
generated=$build/generated
classes=$build/classes
pages=$build/javadoc

rm -rf "$classes" "$pages"
mkdir -p "$classes/org/homevisit/native/$platform" "$classes/META-INF/maven/org.homevisit/homevisit" "$pages"
"$javac" --release 11 -encoding UTF-8 -Xlint:all -Werror -d "$classes" \
    "$written"/org/homevisit/*.java "$generated"/org/homevisit/*.java
cp "$library" "$classes/org/homevisit/native/$platform/libhomevisit_java.so"
cp "$build/pom.xml" "$classes/META-INF/maven/org.homevisit/homevisit/pom.xml"
"$jar" --create --file "$name.jar" --manifest "$build/manifest.txt" -C "$classes" .
"$jar" --create --file "$name-sources.jar" -C "$written" org -C "$generated" org

# The public classes alone, without a look at the network; a comment that is missing or wrong is an error.
"$javadoc" -quiet -Xdoclint:all -Werror -encoding UTF-8 -charset UTF-8 -notimestamp -nohelp --release 11 \
    -d "$pages" -sourcepath "$written:$generated" org.homevisit
"$jar" --create --file "$name-javadoc.jar" -C "$pages" .
