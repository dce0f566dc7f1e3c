/* Refuses what can never be true, whatever the facts and settings. */
#include "condition_reader.h"

bool condition_satisfiable(struct condition_context *context, node_index root)
{
    const struct condition_node *node = conditions_node(context->conditions, root);
    if (node->kind != NODE_CONSTANT || node->setting != 0 || node->type != NODE_TYPE_BOOLEAN || node->value.boolean)
        return true;
    json_tree_fault(context->places, context->problems, conditions_origin(context->conditions, root),
                    HOMEVISIT_KIND_TYPE, "constant_false", NULL, "a condition that is false can never be true");
    return false;
}
