import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import App from "./App";
import { add, progress, toggle } from "./habits";

describe("habits", () => {
  it("adds a habit, but no empty one", () => {
    expect(add([], " read ")).toEqual([{ name: "read", done: false }]);
    expect(add([], "  ")).toEqual([]);
  });

  it("toggles one habit", () => {
    const habits = add(add([], "read"), "run");
    expect(toggle(habits, 1).map((habit) => habit.done)).toEqual([false, true]);
    expect(progress(toggle(habits, 1))).toBe("1 of 2 done");
  });
});

describe("App", () => {
  it("shows what is added and how much is done", async () => {
    const user = userEvent.setup();
    render(<App />);
    expect(screen.getByText("0 of 0 done")).toBeInTheDocument();

    await user.type(screen.getByLabelText("Habit"), "read");
    await user.click(screen.getByText("Add"));
    await user.click(screen.getByText("Add"));
    await user.click(screen.getByText("read"));

    expect(screen.getByText("1 of 1 done")).toBeInTheDocument();
    expect(screen.getByText("read")).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByLabelText("Habit")).toHaveValue("");
  });
});
