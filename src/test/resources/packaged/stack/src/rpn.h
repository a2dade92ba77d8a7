#ifndef RPN_H
#define RPN_H

enum rpn_status { RPN_OK, RPN_DIVISION_BY_ZERO, RPN_SYNTAX };

/* Evaluates an expression in reverse Polish notation. */
enum rpn_status rpn_evaluate(const char *expression, double *result);

#endif
