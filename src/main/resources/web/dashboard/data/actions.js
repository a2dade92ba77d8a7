// What a person can do with a project: each action is one POST to the node, which decides.
import { post, projectPath } from "./api.js";

/**
 * Posts an action of the project and shows in the model that it runs, then its error if any.
 *
 * @returns {Promise<boolean>} whether the node accepted it
 */
export async function runAction(model, action, body, headers) {
  model.actionError = "";
  model.actionRunning = true;
  model.update();
  try {
    await post(`${projectPath(model.id)}/${action}`, body, headers);
    return true;
  } catch (error) {
    model.actionError = error.message;
    return false;
  } finally {
    model.actionRunning = false;
    model.update();
  }
}
