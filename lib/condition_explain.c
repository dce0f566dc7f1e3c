/*
 * Says on which facts a condition's value rests: docs/format.md, section 4, `because`. A false `and` rests on its false
 * operands, a true `or` on its true ones, `if` on its test and the chosen branch, everything else on all operands.
 *
 * Inside all, some and none the members may rest on different parts of the body. So that facts come in the order of the
 * text all the same, the body is walked once, for a set of members at a time.
 */
#include "condition_value.h"
#include "visit.h"

#include <string.h>

/* A set of members: bit i is the member at `first` + i of the list. Outside of lists it is 1. */
typedef uint64_t member_set;
enum { MEMBER_SET_SIZE = 64 };

struct walk {
    const struct condition_scene *scene;
    const struct condition_witness *witness;
    const struct walk *outer;     /* of the operation all, some or none, in whose body this is; NULL outside */
    const struct list_view *list; /* that it looks through */
    size_t first;
    node_index list_node;
    member_set outer_members; /* for which `outer` came here */
    bool open;                /* that operation's value is unknown */
    bool asked;               /* what is unknown has a default, or is asked for by `missing` */
    bool accused;             /* what a member does not say is missing from these facts */
};

static void walk_node(const struct walk *walk, node_index index, member_set members);

/* ---- telling ---------------------------------------------------------------------------------------------------- */

static bool is_asked(const struct walk *walk)
{
    for (; walk != NULL; walk = walk->outer) {
        if (walk->asked)
            return true;
    }
    return false;
}

static void tell(const struct walk *walk, const struct condition_node *node, bool known)
{
    const struct condition_witness *witness = walk->witness;
    if (known && !walk->accused)
        witness->because(witness->user, node, true);
    else if (is_asked(walk))
        witness->because(witness->user, node, false);
    else
        witness->missing(witness->user, node);
}

/* What a member does not say can be said only where the list is said. */
static void tell_list(const struct walk *walk)
{
    struct walk list = *walk->outer;
    list.accused = true;
    walk_node(&list, walk->list_node, walk->outer_members);
}

/* ---- members ---------------------------------------------------------------------------------------------------- */

/* Calls for the next member of a set; false past the last. `frame` gets the member, where there is a list. */
static bool next_member(const struct walk *walk, member_set *members, unsigned *bit, struct condition_frame *frame,
                        struct list_member *member)
{
    if (*members == 0)
        return false;
    *bit = (unsigned)__builtin_ctzll(*members);
    *members &= *members - 1;
    *frame = (struct condition_frame){walk->scene, NULL};
    if (walk->list != NULL) {
        size_t at = walk->first + *bit;
        const struct condition_frame outside = {walk->scene, NULL};
        list_next(&outside, walk->list, &at, member);
        frame->member = member;
    }
    return true;
}

static member_set members_where(const struct walk *walk, node_index index, member_set members, enum truth wanted)
{
    struct condition_frame frame;
    struct list_member member;
    member_set found = 0;
    unsigned bit;
    while (next_member(walk, &members, &bit, &frame, &member)) {
        if (frame_truth(&frame, index) == wanted)
            found |= (member_set)1 << bit;
    }
    return found;
}

static member_set members_where_known(const struct walk *walk, node_index index, member_set members)
{
    struct condition_frame frame;
    struct list_member member;
    member_set found = 0;
    unsigned bit;
    while (next_member(walk, &members, &bit, &frame, &member)) {
        if (frame_value(&frame, index).known)
            found |= (member_set)1 << bit;
    }
    return found;
}

/* ---- operations ------------------------------------------------------------------------------------------------- */

static node_index child_of(const struct walk *walk, const struct condition_node *node, uint32_t number)
{
    const struct condition_frame frame = {walk->scene, NULL};
    return frame_child(&frame, node, number);
}

static void walk_all(const struct walk *walk, const struct condition_node *node, member_set members)
{
    for (uint32_t i = 0; i < node->count; i++)
        walk_node(walk, child_of(walk, node, i), members);
}

static void walk_and_or(const struct walk *walk, node_index index, const struct condition_node *node,
                        member_set members)
{
    const enum truth deciding = node->operation == OPERATOR_AND ? TRUTH_FALSE : TRUTH_TRUE;
    const member_set decided = members_where(walk, index, members, deciding);
    for (uint32_t i = 0; i < node->count; i++) {
        const node_index child = child_of(walk, node, i);
        const member_set because = decided != 0 ? members_where(walk, child, decided, deciding) : 0;
        walk_node(walk, child, (members & ~decided) | because);
    }
}

/* What follows a test is its value and, as the other branch, all the rest; an unknown test leaves both. */
static void walk_if(const struct walk *walk, const struct condition_node *node, member_set members)
{
    uint32_t from = 0;
    for (; !if_is_last(node, from) && members != 0; from += 2) {
        const node_index test = child_of(walk, node, from);
        walk_node(walk, test, members);
        walk_node(walk, child_of(walk, node, from + 1), members & ~members_where(walk, test, members, TRUTH_FALSE));
        members &= ~members_where(walk, test, members, TRUTH_TRUE);
    }
    walk_node(walk, child_of(walk, node, from), members);
}

static void walk_default(const struct walk *walk, const struct condition_node *node, member_set members)
{
    const node_index named = child_of(walk, node, 0);
    const member_set known = members_where_known(walk, named, members);
    struct walk asked = *walk;
    asked.asked = true;
    walk_node(walk, named, known);
    walk_node(&asked, named, members & ~known);
    walk_node(walk, child_of(walk, node, 1), members & ~known);
}

static void walk_missing(const struct walk *walk, const struct condition_node *node, member_set members)
{
    struct walk asked = *walk;
    asked.asked = true;
    for (uint32_t i = 1; i < node->count; i += 2)
        walk_node(&asked, child_of(walk, node, i), members);
}

/* ---- all, some, none -------------------------------------------------------------------------------------------- */

/* The members at `first` and behind, as many as a set holds. */
static member_set set_from(const struct walk *walk, const struct list_view *list, size_t first)
{
    const struct condition_frame frame = {walk->scene, NULL};
    member_set set = 0;
    struct list_member member;
    for (size_t at = first; list_next(&frame, list, &at, &member) && at - first <= MEMBER_SET_SIZE;)
        set |= (member_set)1 << (at - 1 - first);
    return set;
}

static void walk_body(const struct walk *walk, const struct condition_node *node, const struct list_view *list,
                      bool open, member_set outer_members)
{
    struct walk body = {.scene = walk->scene,
                        .witness = walk->witness,
                        .outer = walk,
                        .list = list,
                        .list_node = child_of(walk, node, 0),
                        .outer_members = outer_members,
                        .open = open,
                        .accused = walk->accused};
    for (; body.first < list->count; body.first += MEMBER_SET_SIZE)
        walk_node(&body, child_of(walk, node, 1), set_from(walk, list, body.first));
}

static void walk_quantifier(const struct walk *walk, node_index index, const struct condition_node *node,
                            member_set members)
{
    const node_index list_node = child_of(walk, node, 0);
    walk_node(walk, list_node, members);
    struct condition_frame frame;
    struct list_member member;
    unsigned bit;
    while (next_member(walk, &members, &bit, &frame, &member)) {
        const struct condition_value list = frame_value(&frame, list_node);
        if (list.known)
            walk_body(walk, node, &list.as.list, frame_truth(&frame, index) == TRUTH_UNKNOWN, (member_set)1 << bit);
    }
}

/* ---- the tree --------------------------------------------------------------------------------------------------- */

static void walk_operation(const struct walk *walk, node_index index, const struct condition_node *node,
                           member_set members)
{
    switch ((enum operator_id)node->operation) {
    case OPERATOR_AND:
    case OPERATOR_OR: walk_and_or(walk, index, node, members); break;
    case OPERATOR_IF: walk_if(walk, node, members); break;
    case OPERATOR_MISSING: walk_missing(walk, node, members); break;
    case OPERATOR_ALL:
    case OPERATOR_SOME:
    case OPERATOR_NONE: walk_quantifier(walk, index, node, members); break;
    default: walk_all(walk, node, members); break;
    }
}

static void walk_node(const struct walk *walk, node_index index, member_set members)
{
    if (members == 0)
        return;
    const struct condition_frame frame = {walk->scene, NULL};
    const struct condition_node *node = frame_node(&frame, index);
    switch ((enum node_kind)node->kind) {
    case NODE_CONSTANT:
    case NODE_MEMBER:
    case NODE_MEMBER_ID:
    case NODE_MEMBER_ROLE: break;
    case NODE_MEMBER_TRAINED:
        if (walk->open && !walk->asked && members_where_known(walk, index, members) != members)
            tell_list(walk);
        break;
    case NODE_DEFAULT: walk_default(walk, node, members); break;
    case NODE_OPERATION: walk_operation(walk, index, node, members); break;
    default: tell(walk, node, frame_value(&frame, index).known); break;
    }
}

void condition_explain(const struct condition_scene *scene, node_index root, const struct condition_witness *witness)
{
    const struct walk walk = {.scene = scene, .witness = witness};
    walk_node(&walk, root, 1);
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

/* Appends; false where there is no room. */
static bool append(char *out, size_t capacity, size_t *length, const char *text)
{
    const size_t size = strlen(text);
    if (size >= capacity - *length)
        return false;
    memcpy(out + *length, text, size + 1);
    *length += size;
    return true;
}

bool condition_fact_name(const struct condition_node *node, const char *(*dynamic)(const void *user, unsigned fact),
                         const void *user, char *out, size_t capacity)
{
    size_t length = 0;
    if (capacity == 0)
        return false;
    switch ((enum node_kind)node->kind) {
    case NODE_FACT:
        if (node->value.fact < FACT_STATIC_COUNT)
            return fact_name(node->value.fact, out, capacity);
        return append(out, capacity, &length, dynamic(user, node->value.fact));
    case NODE_EVENT: return append(out, capacity, &length, "event");
    case NODE_ATTRIBUTE:
    case NODE_EVENT_MEMBER:
        if (!append(out, capacity, &length, "event.") ||
            !append(out, capacity, &length, homevisit_attribute_text(node->attribute)))
            return false;
        return node->kind == NODE_ATTRIBUTE || (append(out, capacity, &length, ".") &&
                                                append(out, capacity, &length, homevisit_word_text(node->value.word)));
    default: return false;
    }
}
