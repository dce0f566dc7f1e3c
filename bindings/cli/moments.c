/* Days, times and durations as a person reads them, by the policy's own clock. */
#include "page.h"

#include <string.h>

/* The number that so many digits write. */
static int number(const char *digits, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

/* Of "2026-03-02"; Sakamoto's way, 0 is Sunday. */
static int weekday(const char *date)
{
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int year = number(date, 4);
    const int month = number(date + 5, 2), day = number(date + 8, 2);
    if (month < 1 || month > 12)
        return 0;
    year -= month < 3;
    return (year + year / 4 - year / 100 + year / 400 + shift[month - 1] + day) % 7;
}

void day_text(const homevisit_policy *policy, int64_t at, char out[16])
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    char local[32];
    homevisit_time_write_local(policy, at, local);
    snprintf(out, 16, "%s %.10s", days[weekday(local)], local);
}

void clock_text(const homevisit_policy *policy, int64_t at, char out[12])
{
    char local[32];
    homevisit_time_write_local(policy, at, local);
    snprintf(out, 12, "%.8s", local + 11);
}

void moment_text(const homevisit_policy *policy, int64_t at, const homevisit_moment *near, char out[32])
{
    char day[16], other[16] = "", clock[12];
    day_text(policy, at, day);
    clock_text(policy, at, clock);
    if (near && near->known)
        day_text(policy, near->at, other);
    snprintf(out, 32, "%s%s%s", strcmp(day, other) == 0 ? "" : day, strcmp(day, other) == 0 ? "" : " ", clock);
}

void duration_text(int64_t seconds, char out[40])
{
    static const struct {
        long long seconds;
        const char *unit;
    } units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
    unsigned long long rest = seconds < 0 ? 0 - (unsigned long long)seconds : (unsigned long long)seconds;
    int length = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const unsigned long long count = rest / (unsigned long long)units[i].seconds;
        rest %= (unsigned long long)units[i].seconds;
        if (count)
            length += snprintf(out + length, 40 - (size_t)length, "%s%llu %s", length ? " " : "", count, units[i].unit);
    }
    if (length == 0)
        snprintf(out, 40, "0 s");
}
