#include "rpn.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    double result;

    if (argc != 2) {
        fprintf(stderr, "usage: rpn \"EXPRESSION\"\n");
        return 2;
    }
    switch (rpn_evaluate(argv[1], &result)) {
    case RPN_OK:
        printf("%g\n", result);
        return 0;
    case RPN_DIVISION_BY_ZERO:
        fprintf(stderr, "error: division by zero\n");
        return 1;
    default:
        fprintf(stderr, "error: cannot read the expression\n");
        return 2;
    }
}
