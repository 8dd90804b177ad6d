import { expect, test } from "vitest";
import { layersCodeFirst } from "./code-first.ts";

test.each([
  ["pip after the code", "FROM python\nCOPY . .\nRUN pip install flask", 3],
  ["gem after the code", "FROM ruby\nWORKDIR /app\nCOPY hasher.rb .\nRUN gem install sinatra", 4],
  ["npm after the code", "FROM node\nADD . /app\nRUN npm ci", 3],
  ["apt after the code", "FROM ruby\nCOPY . .\n\nRUN apt-get update && apt-get install -y gcc", 4],
  ["over several lines", "FROM python\nCOPY . .\nRUN true && \\\n    pip \\\n    install flask", 3],
  ["the second installation", "FROM python\nRUN pip install flask\nCOPY . .\nRUN pip install redis", 4],
  ["in small letters", "from python\ncopy . .\nrun pip3 install flask", 3],
  ["everything beside what to install", "FROM node\nCOPY package.json . /app/\nRUN npm install", 3],
  ["a folder of code", "FROM python\nCOPY src/ /app\nRUN pip install flask", 3],
  ["a later stage", "FROM python AS a\nRUN pip install x\nFROM node\nCOPY . .\nRUN npm i x && npm install y", 5],
])("catches: %s", (_, dockerfile, line) => {
  expect(layersCodeFirst(dockerfile)).toBe(line);
});

test.each([
  ["packages first", "FROM python\nRUN pip install flask\nCOPY . ."],
  ["nothing is installed", "FROM python\nCOPY . .\nRUN python -m compileall ."],
  ["what to install comes first", "FROM node\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . ."],
  ["what to install, in Python", "FROM python\nCOPY requirements.txt .\nRUN pip install -r requirements.txt"],
  ["what to install, in Ruby", "FROM ruby\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install"],
  ["what to install, with a star", "FROM node\nCOPY package*.json ./\nRUN npm ci\nCOPY . ."],
  ["the same, as a list", 'FROM node\nCOPY ["package*.json", "./"]\nRUN npm install\nCOPY . .'],
  ["the same, with a lock file of another tool", "FROM node\nCOPY package.json yarn.lock .npmrc ./\nRUN yarn install"],
  ["lists with other names", "FROM python\nCOPY req.txt deps.txt ./\nRUN pip install -r req.txt -r deps.txt"],
  ["a folder of lists", "FROM python\nCOPY requirements/ requirements/\nRUN pip install -r requirements/prod.txt"],
  ["what Maven reads", "FROM maven\nCOPY pom.xml .\nRUN mvn dependency:resolve\nCOPY src src"],
  [
    "a start script before apt",
    "FROM ruby\nCOPY entrypoint.sh /\nRUN apt-get update && apt-get install -y curl\nCOPY . .",
  ],
  ["another stage's code", "FROM python AS a\nCOPY . .\nFROM node\nRUN npm install express"],
  ["another stage's files", "FROM node AS a\nRUN true\nFROM node\nCOPY --from=a /x /x\nRUN npm install express"],
  ["a comment", "FROM python\nCOPY . .\n# RUN pip install flask"],
  ["an empty file", ""],
])("catches not: %s", (_, dockerfile) => {
  expect(layersCodeFirst(dockerfile)).toBeUndefined();
});
