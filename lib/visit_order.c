/*
 * A record's events in order of time, those of the same instant in the order in which they came.
 *
 * Most records are in order when they come, or are a few pieces that are, so runs are merged where there is memory for a
 * second list; where there is none, they are sorted in their place.
 */
#include "visit.h"

#include <string.h>

static int compare_events(const void *first, const void *second, const void *context)
{
    (void)context;
    const struct visit_event *a = first;
    const struct visit_event *b = second;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* The end of the run that begins at `start`. */
static size_t run_end(const struct visit_event *events, size_t start, size_t count)
{
    size_t end = start < count ? start + 1 : count;
    while (end < count && events[end - 1].at <= events[end].at)
        end++;
    return end;
}

/* Merges two runs that stand one behind the other, the second of them perhaps empty. */
static void merge(const struct visit_event *from, size_t start, size_t middle, size_t end, struct visit_event *to)
{
    size_t left = start, right = middle;
    while (left < middle && right < end)
        *to++ = from[right].at < from[left].at ? from[right++] : from[left++];
    memcpy(to, &from[left], (middle - left) * sizeof *to);
    memcpy(to + (middle - left), &from[right], (end - right) * sizeof *to);
}

/* Merges pairs of runs from one list into another, until all is one run. Returns the list that holds it. */
static struct visit_event *merge_runs(struct visit_event *from, struct visit_event *to, size_t count)
{
    while (run_end(from, 0, count) < count) {
        size_t end;
        for (size_t start = 0; start < count; start = end) {
            const size_t middle = run_end(from, start, count);
            end = run_end(from, middle, count);
            merge(from, start, middle, end, to + start);
        }
        struct visit_event *merged = to;
        to = from;
        from = merged;
    }
    return from;
}

void visit_sort(homevisit_visit *visit)
{
    struct visit_event *events = visit->events.items;
    const size_t count = visit->events.count;
    if (run_end(events, 0, count) == count)
        return;
    struct visit_event *room = memory_allocate(&visit->allocator, count * sizeof *room);
    if (room == NULL) {
        list_sort(&visit->events, 0, compare_events, NULL);
        return;
    }
    const struct visit_event *sorted = merge_runs(events, room, count);
    if (sorted != events)
        memcpy(events, sorted, count * sizeof *events);
    memory_release(&visit->allocator, room);
}

void visit_put_last_in_order(homevisit_visit *visit)
{
    struct visit_event *events = visit->events.items;
    const size_t last = visit->events.count - 1;
    const struct visit_event event = events[last];
    size_t low = 0, high = last;
    if (last == 0 || events[last - 1].at <= event.at)
        return; /* nearly always */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (events[middle].at <= event.at)
            low = middle + 1;
        else
            high = middle;
    }
    memmove(&events[low + 1], &events[low], (last - low) * sizeof *events);
    events[low] = event;
}
