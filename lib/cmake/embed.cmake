# Writes the bundled profiles as a C file.
#
#   cmake -D OUTPUT=FILE.c -D RULES=DIR -D IDS=id,id,… -P embed.cmake
#
# Each text becomes an array of bytes: C11 promises string literals of 4,095 characters only.

# Sets `definition` to a C array of the file's bytes and `length` to their number.
function(embed_bytes file symbol)
    file(READ "${file}" hex HEX)
    string(LENGTH "${hex}" digits)
    math(EXPR length "${digits} / 2")
    if(length EQUAL 0)
        message(FATAL_ERROR "${file} is empty")
    endif()
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
    # 20 bytes a line: CMake's expressions have no counts, hence a hundred dots.
    string(REPEAT "." 100 line)
    string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
    set(definition "static const unsigned char ${symbol}[] = {\n${bytes}\n};\n\n" PARENT_SCOPE)
    set(length ${length} PARENT_SCOPE)
endfunction()

string(REPLACE "," ";" ids "${IDS}")
set(arrays "")
set(rows "")
set(number 0)
foreach(id IN LISTS ids)
    embed_bytes("${RULES}/${id}/policy.json" policy_${number})
    string(APPEND arrays "/* rules/${id}/policy.json */\n${definition}")
    set(row "\"${id}\", (const char *)policy_${number}, ${length}")
    if(EXISTS "${RULES}/${id}/cases.json")
        embed_bytes("${RULES}/${id}/cases.json" cases_${number})
        string(APPEND arrays "/* rules/${id}/cases.json */\n${definition}")
        string(APPEND row ", (const char *)cases_${number}, ${length}")
    else()
        string(APPEND row ", NULL, 0")
    endif()
    string(APPEND rows "    {${row}},\n")
    math(EXPR number "${number} + 1")
endforeach()

file(WRITE "${OUTPUT}"
    "/* Made by lib/cmake/embed.cmake from rules/; do not edit. */\n#include \"bundled.h\"\n\n"
    "${arrays}"
    "const struct bundled_text bundled_policies[] = {\n${rows}    {NULL, NULL, 0, NULL, 0},\n};\n\n"
    "const size_t bundled_policy_count = ${number};\n")
