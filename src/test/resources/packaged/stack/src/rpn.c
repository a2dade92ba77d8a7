#include "rpn.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 256

static enum rpn_status apply(char operator, double *stack, int *depth)
{
    if (*depth < 2) {
        return RPN_SYNTAX;
    }
    double b = stack[--*depth];
    double a = stack[--*depth];
    switch (operator) {
    case '+': a += b; break;
    case '-': a -= b; break;
    case '*': a *= b; break;
    case '/':
        if (b == 0) {
            return RPN_DIVISION_BY_ZERO;
        }
        a /= b;
        break;
    default:
        return RPN_SYNTAX;
    }
    stack[(*depth)++] = a;
    return RPN_OK;
}

enum rpn_status rpn_evaluate(const char *expression, double *result)
{
    double stack[MAX_DEPTH];
    int depth = 0;
    const char *at = expression;

    for (;;) {
        while (isspace((unsigned char)*at)) {
            at++;
        }
        if (*at == '\0') {
            break;
        }
        size_t length = strcspn(at, " \t\n");
        if (length == 1 && strchr("+-*/", *at) != NULL) {
            enum rpn_status status = apply(*at, stack, &depth);
            if (status != RPN_OK) {
                return status;
            }
        } else {
            char *end;
            double value = strtod(at, &end);
            if (end != at + length || depth == MAX_DEPTH) {
                return RPN_SYNTAX;
            }
            stack[depth++] = value;
        }
        at += length;
    }
    if (depth != 1) {
        return RPN_SYNTAX;
    }
    *result = stack[0];
    return RPN_OK;
}
