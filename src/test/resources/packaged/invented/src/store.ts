export interface Todo {
  id: number;
  title: string;
}

export class Store {
  private readonly todos: Todo[] = [];

  add(title: string): Todo {
    const todo = { id: this.todos.length + 1, title };
    this.todos.push(todo);
    return todo;
  }

  all(): Todo[] {
    return [...this.todos];
  }
}
