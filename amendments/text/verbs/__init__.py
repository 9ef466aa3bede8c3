"""What the door answers: a file a verb, each with `answer`, which takes the request's object and gives the answer's."""
