import os

from flask import Flask, jsonify, request


def create_app():
    app = Flask(__name__)
    notes = []

    @app.get("/notes")
    def all_notes():
        return jsonify(notes)

    @app.post("/notes")
    def add_note():
        text = request.get_json().get("text", "")
        if text == "":
            return jsonify(error="a note needs a text"), 400
        note = {"id": len(notes) + 1, "text": text}
        notes.append(note)
        return jsonify(note), 201

    return app


if __name__ == "__main__":
    create_app().run(host="127.0.0.1", port=int(os.environ.get("PORT", "5000")))
