# What every part of the tests adds its tests with.

# A sanitizer may speak after the test has reported success (Criterion's children do), so the output is read as well.
set(HOMEVISIT_SANITIZER_SPEAKS
    "ERROR: (Leak|Address)Sanitizer|WARNING: ThreadSanitizer|runtime error:" CACHE INTERNAL "")
# With leaks looked for only where the sanitizer is built in; a sanitizer that aborts cannot be overlooked. What is
# too large to allocate is NULL, as from malloc itself: the library has to say so.
set(HOMEVISIT_SANITIZER_ENVIRONMENT
    "ASAN_OPTIONS=abort_on_error=1:allocator_may_return_null=1:detect_leaks=1:strict_string_checks=1;UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1;TSAN_OPTIONS=halt_on_error=1"
    CACHE INTERNAL "")

# homevisit_add_test(NAME name LABEL label… [TIMEOUT seconds] COMMAND command…)
#
# Adds a test of any command; the source tree's root is its working directory. Nobody's machine is slow enough for the
# seconds to matter: they end what hangs. Ten minutes is the least that any test gets.
function(homevisit_add_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;TIMEOUT" "LABEL;COMMAND")
    if(NOT arg_TIMEOUT OR arg_TIMEOUT LESS 600)
        set(arg_TIMEOUT 600)
    endif()
    add_test(NAME "${arg_NAME}" COMMAND ${arg_COMMAND} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties("${arg_NAME}" PROPERTIES
        LABELS "${arg_LABEL}"
        TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "${HOMEVISIT_SANITIZER_ENVIRONMENT}"
        FAIL_REGULAR_EXPRESSION "${HOMEVISIT_SANITIZER_SPEAKS}")
    string(REPLACE ";" "," labels "${arg_LABEL}")
    set_property(GLOBAL APPEND_STRING PROPERTY HOMEVISIT_TESTS "${arg_NAME}\t${labels}\n")
endfunction()

# homevisit_add_driver(TARGET name SOURCES file… [LIBRARIES library…])
#
# Builds a program with a main of its own against the library's inside (lib/*.h).
function(homevisit_add_driver)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "TARGET" "SOURCES;LIBRARIES")
    add_executable(${arg_TARGET} ${arg_SOURCES})
    target_include_directories(${arg_TARGET} PRIVATE "${PROJECT_SOURCE_DIR}/lib" "${CMAKE_CURRENT_SOURCE_DIR}")
    target_compile_definitions(${arg_TARGET} PRIVATE HOMEVISIT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_compile_options(${arg_TARGET} PRIVATE -UNDEBUG) # an assert of a test holds in every build
    target_link_libraries(${arg_TARGET} PRIVATE
        homevisit_internal PkgConfig::HOMEVISIT_CJSON homevisit_build_options ${arg_LIBRARIES})
endfunction()

# homevisit_add_criterion_test(LABEL label… SOURCE test_NAME.c [SOURCES file…] [LIBRARIES library…] [TIMEOUT seconds])
#
# Builds test_NAME.c as one Criterion program, and adds it as the test LABEL.NAME (of the first label).
function(homevisit_add_criterion_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE;TIMEOUT" "LABEL;SOURCES;LIBRARIES")
    get_filename_component(target "${arg_SOURCE}" NAME_WE)
    list(GET arg_LABEL 0 part)
    string(REGEX REPLACE "^test_" "${part}." name "${target}")
    set(target "${part}_${target}")
    homevisit_add_driver(TARGET ${target} SOURCES "${arg_SOURCE}" ${arg_SOURCES}
        LIBRARIES ${arg_LIBRARIES} PkgConfig::CRITERION)
    homevisit_add_test(NAME "${name}" LABEL ${arg_LABEL} TIMEOUT "${arg_TIMEOUT}" COMMAND ${target} --short-filename)
endfunction()
